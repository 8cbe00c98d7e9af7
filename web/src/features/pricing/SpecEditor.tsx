// The specification as text, checked by the server while it is written; problems stand with their lines.
import { useEffect, useState } from 'preact/hooks';
import type { PriceStudyProblem } from '../../api/types';
import { Icon } from '../../kit/Icon';
import { check_spec } from './state';

/** What the server says about a specification, asked shortly after it changed. Null while it is not known. */
export function use_check(text: string, data: string | null, further = ''): PriceStudyProblem[] | null {
  const [found, set_found] = useState<{ of: string; problems: PriceStudyProblem[] } | null>(null);
  useEffect(() => {
    if (!data || !text.trim()) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      check_spec(text, data, stop.signal).then(
        (reply) => set_found({ of: text, problems: reply.problems }),
        // Whether it runs is said when it is run.
        () => {},
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, data, further]);
  return found && found.of === text ? found.problems : null;
}

export function SpecProblems({ problems }: { problems: PriceStudyProblem[] | null }) {
  if (!problems) return null;
  if (!problems.length) {
    return (
      <p class="price-valid" role="status">
        <Icon name="check" size={13} /> The server can run this.
      </p>
    );
  }
  return (
    <div role="status">
      <ul class="price-spec-problems">
        {problems.slice(0, 12).map((problem, index) => (
          <li key={index} class="problem">
            <Icon name="error" size={13} />
            <span>
              {problem.line > 0 && <b>Line {problem.line}: </b>}
              {problem.message}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function SpecEditor({
  text,
  onText,
  problems,
  disabled,
}: {
  text: string;
  onText: (text: string) => void;
  problems: PriceStudyProblem[] | null;
  disabled?: boolean;
}) {
  return (
    <div class="price-spec">
      <textarea
        class="input typed"
        aria-label="Specification as text"
        aria-invalid={problems?.length ? 'true' : undefined}
        rows={Math.min(24, Math.max(8, text.split('\n').length + 1))}
        spellcheck={false}
        value={text}
        readOnly={disabled}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <SpecProblems problems={problems} />
    </div>
  );
}
