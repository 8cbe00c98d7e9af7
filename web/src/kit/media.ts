// Whether a media query holds, kept true as the window changes.
import { useEffect, useState } from 'preact/hooks';

export function use_media(media: string): boolean {
  const [holds, set_holds] = useState(() => matchMedia(media).matches);
  useEffect(() => {
    const list = matchMedia(media);
    const change = () => set_holds(list.matches);
    change();
    list.addEventListener('change', change);
    return () => list.removeEventListener('change', change);
  }, [media]);
  return holds;
}
