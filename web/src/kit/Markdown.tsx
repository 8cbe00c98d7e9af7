// Shows Markdown. The parser is fetched when the first text with markup appears; until then, and for plain text, paragraphs do.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Render = (source: string) => ComponentChildren;
let render: Render | null = null;

const has_markup = (source: string): boolean => /[*_`#[\]>|~]|^\s*[-+]\s|^\s*\d+[.)]\s|https?:/m.test(source); // allowed-here: a pattern

export function Markdown({ source }: { source: string }) {
  const [, redraw] = useState(0);
  const rich = has_markup(source);
  useEffect(() => {
    if (!rich || render) return;
    let alive = true;
    void import('./markdown-parse').then((module) => {
      render = module.render_markdown;
      if (alive) redraw((count) => count + 1);
    });
    return () => {
      alive = false;
    };
  }, [rich]);
  return (
    <div class="reading markdown">
      {rich && render
        ? render(source)
        : source.split(/\n{2,}/).map((paragraph, index) => <p key={index}>{paragraph}</p>)}
    </div>
  );
}
