// Everything as files: the whole workspace at once, or each resource as a table.
import { useEffect } from 'preact/hooks';
import { LinkButton } from '../../kit/Button';
import { description } from '../../store/description';

export function ExportAll() {
  useEffect(() => void description.load(), []);
  const resources = (description.value.value?.resources ?? []).filter(
    (item) => !item.read_only && !['users', 'tokens'].includes(item.name),
  );
  return (
    <>
      <section>
        <h2>The whole workspace</h2>
        <p class="about-part">
          All records of all kinds in one JSON file, without passwords and tokens. For a copy to restore from, use{' '}
          <code class="typed">tandem backup</code>.
        </p>
        <LinkButton icon="export" kind="primary" href="/api/v1/export" download>
          Download everything
        </LinkButton>
      </section>
      <section>
        <h2>One kind at a time</h2>
        <p class="about-part">Tables that import back to the same records.</p>
        <ul class="export-list">
          {resources.map((item) => (
            <li key={item.name}>
              <span>{item.label_plural}</span>
              <a
                class="link"
                href={`/api/v1/export/${item.name}.csv`}
                download
                aria-label={`${item.label_plural} as CSV`}
              >
                CSV
              </a>
              <a
                class="link"
                href={`/api/v1/export/${item.name}.json`}
                download
                aria-label={`${item.label_plural} as JSON`}
              >
                JSON
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
