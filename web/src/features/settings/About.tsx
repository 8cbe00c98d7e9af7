// Which version this is and under which licences.
import type { Version } from '../../api/special';
import { LinkButton } from '../../kit/Button';
import { Logo } from '../../kit/Glyph';
import { use_computed } from '../../store/entities';

export function About() {
  const version = use_computed<Version>('/version', {}, []).value;
  return (
    <section class="about">
      <Logo size={52} />
      <div>
        <h2>Tandem {version?.version}</h2>
        <p class="about-part">
          Product management and product marketing, every product, in one place. Free software under Apache-2.0.
        </p>
        <div class="row">
          <a class="button" href="/THIRD_PARTY.txt" target="_blank" rel="noopener">
            Licences of what the page contains
          </a>
          <LinkButton href="/api/v1/openapi.json" download>
            Description of the API
          </LinkButton>
        </div>
      </div>
    </section>
  );
}
