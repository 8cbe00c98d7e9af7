// A component whose code is fetched when it is first shown.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [, redraw] = useState(0);
    useEffect(() => {
      if (loaded) return;
      let alive = true;
      void load().then((component) => {
        loaded = component;
        if (alive) redraw(1);
      });
      return () => {
        alive = false;
      };
    }, []);
    const Shown = loaded;
    return Shown ? <Shown {...props} /> : null;
  };
}
