// A sentence in which `backticks` mark what is typed as it stands: commands, fields, values.
export function Prose({ children }: { children: string }) {
  return (
    <>
      {children.split(/`([^`]+)`/).map((part, index) =>
        index % 2 ? (
          <code key={index} class="typed">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
