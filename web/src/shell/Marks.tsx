// What the marks of the page mean, drawn with the marks themselves.
import type { Holder } from '../api/special';
import { horizon_name, horizon_of_stage } from '../core/stage';
import { severity_name, stage_name, stages } from '../core/words';
import { Holders } from '../kit/Avatar';
import { SeverityMark } from '../kit/Badge';
import { Dialog } from '../kit/Dialog';
import { Glyph } from '../kit/Glyph';
import { StageRing } from '../kit/StageRing';
import { marks_open } from './overlays';

const holder = (key: string, name: string, stand_in: string | null = null): Holder => ({
  key,
  name,
  stand_in,
  inherited: false,
  scope: null,
});
const ada = holder('1', 'Ada Berg');
const bo = holder('2', 'Bo Lind');

const pairs: { management: Holder[]; marketing: Holder[]; words: string }[] = [
  { management: [ada], marketing: [bo], words: 'Ada manages it, Bo markets it' },
  { management: [ada], marketing: [], words: 'Nobody markets it' },
  { management: [ada], marketing: [holder('3', 'Cy Moe', 'Acting')], words: 'A stand-in markets it' },
  { management: [ada], marketing: [ada], words: 'Ada holds both roles' },
  { management: [ada, bo], marketing: [bo], words: 'Two people at the same level' },
];

export function Marks() {
  return (
    <Dialog title="What the marks mean" wide onClose={() => (marks_open.value = false)}>
      <div class="marks">
        <section>
          <h3>Whose it is</h3>
          <ul>
            <li>
              <Glyph side="pm" label={false} /> Product management
            </li>
            <li>
              <Glyph side="shared" label={false} /> Shared by both
            </li>
            <li>
              <Glyph side="pmm" label={false} /> Product marketing
            </li>
          </ul>
          <h3>Who holds a product</h3>
          <ul>
            {pairs.map((pair) => (
              <li key={pair.words}>
                <Holders management={pair.management} marketing={pair.marketing} /> {pair.words}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>Stage in its life</h3>
          <ul>
            {stages.map((stage) => {
              const horizon = horizon_of_stage(stage);
              return (
                <li key={stage}>
                  <StageRing stage={stage} size={16} /> {stage_name[stage]}
                  <span class="quiet">{horizon && horizon_name[horizon].toLowerCase()}</span>
                </li>
              );
            })}
          </ul>
        </section>
        <section>
          <h3>What the check found</h3>
          <ul>
            {(['error', 'warning', 'info'] as const).map((severity) => (
              <li key={severity}>
                <SeverityMark severity={severity} words={false} /> {severity_name[severity]}
              </li>
            ))}
          </ul>
          <p class="quiet">
            Colour always says whose something is. What is wrong has an icon and a word as well; dashes and hatching
            mean planned or not for good.
          </p>
        </section>
      </div>
    </Dialog>
  );
}
