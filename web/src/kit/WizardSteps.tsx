// The steps of a wizard: which one is at hand, which are done, and which can be gone to.
import { Icon } from './Icon';

interface Step<Id> {
  id: Id;
  name: string;
}

export function WizardSteps<Id extends string>({
  steps,
  at,
  may_go,
  go,
}: {
  steps: readonly Step<Id>[];
  at: Id;
  may_go: (id: Id) => boolean;
  go: (id: Id) => void;
}) {
  const here = steps.findIndex((item) => item.id === at);
  return (
    <ol class="wizard-steps" aria-label="Steps">
      {steps.map((item, index) => (
        <li key={item.id}>
          <button
            type="button"
            aria-current={index === here ? 'step' : undefined}
            disabled={index !== here && !may_go(item.id)}
            onClick={() => go(item.id)}
          >
            <span class="number">{index < here ? <Icon name="check" size={11} /> : index + 1}</span>
            {item.name}
          </button>
        </li>
      ))}
    </ol>
  );
}
