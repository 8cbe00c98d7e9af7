// Moves a product to another stage and notes the day, unless that stage already has one in the past.
import { useState } from 'preact/hooks';
import type { Product, Stage } from '../../api/types';
import { horizon_name, horizon_of } from '../../core/stage';
import { stage_name, stages } from '../../core/words';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { TextField } from '../../kit/Field';
import { StageRing } from '../../kit/StageRing';
import { use_record } from '../../store/entities';
import { day_reached, move_to_stage } from './move';

export function StageDialog({ product: key, onClose }: { product: string; onClose: () => void }) {
  const product = use_record('products', key);
  if (!product) return null;
  return <Choose product={product} onClose={onClose} />;
}

function Choose({ product, onClose }: { product: Product; onClose: () => void }) {
  const [stage, set_stage] = useState<Stage>(product.stage);
  const [date, set_date] = useState(day_reached(product, product.stage));
  const horizon = horizon_of(stage, product.horizon_set);
  const save = () => {
    onClose();
    void move_to_stage(product.key, stage, date || null);
  };
  return (
    <Dialog
      title={`Stage of ${product.name}`}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Move
          </Button>
        </>
      }
    >
      <fieldset class="choices">
        <legend class="reader-only">Stage</legend>
        {stages.map((value) => (
          <label key={value} class="choice">
            <input
              type="radio"
              name="stage"
              value={value}
              checked={stage === value}
              // The present choice takes the focus when the dialog opens.
              autofocus={product.stage === value}
              onChange={() => {
                set_stage(value);
                set_date(day_reached(product, value));
              }}
            />
            <StageRing stage={value} size={15} />
            <span class="grow">{stage_name[value]}</span>
            {value === product.stage && <span class="quiet">now</span>}
          </label>
        ))}
      </fieldset>
      <div class="form-pair">
        <TextField label={`${stage_name[stage]} since`} type="date" value={date} onValue={set_date} />
        <div class="field">
          <span class="strong">Horizon then</span>
          <span class="quiet">{horizon ? horizon_name[horizon] : 'None: retired'}</span>
        </div>
      </div>
    </Dialog>
  );
}
