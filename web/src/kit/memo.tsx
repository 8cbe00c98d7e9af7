// Draws a component again only when one of its properties is another value; for lists of many.
import { Component, type ComponentType, h } from 'preact';

export function memo<P extends object>(drawn: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const now = this.props as P;
      return (Object.keys(next) as (keyof P)[]).some((name) => next[name] !== now[name]);
    }
    render() {
      return h(drawn, this.props as P);
    }
  };
}
