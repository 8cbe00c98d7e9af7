// Sets the horizon of a product by hand, or lets it follow the stage again.
import { useState } from 'preact/hooks';
import type { HorizonSet, Product } from '../../api/types';
import { horizon_name, horizon_of, horizon_of_stage, horizon_side, horizons } from '../../core/stage';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { Glyph } from '../../kit/Glyph';
import { Icon } from '../../kit/Icon';
import { change } from '../../store/changes';
import { use_record } from '../../store/entities';
import { toast } from '../../store/notices';
import { undo } from '../../store/undo';

export function HorizonDialog({ product: key, onClose }: { product: string; onClose: () => void }) {
  const product = use_record('products', key);
  if (!product) return null;
  return <Choose product={product} onClose={onClose} />;
}

function Choose({ product, onClose }: { product: Product; onClose: () => void }) {
  const now: HorizonSet = product.horizon_set;
  const [chosen, set_chosen] = useState<HorizonSet>(now);
  const follows = horizon_of_stage(product.stage);
  const save = () => {
    onClose();
    if (chosen === now) return;
    void change('products', product.key, { horizon_set: chosen }).then((done) => {
      const horizon = horizon_of(product.stage, chosen);
      if (done && horizon)
        toast(`${product.name} is now in ${horizon_name[horizon]}`, {
          action: { label: 'Undo', run: () => void undo() },
        });
    });
  };
  const option = (value: HorizonSet, label: string, note?: string) => (
    <label class="choice">
      <input
        type="radio"
        name="horizon"
        value={value}
        checked={chosen === value}
        autofocus={now === value}
        onChange={() => set_chosen(value)}
      />
      {value === 'none' ? <Icon name="stage" /> : <Glyph side={horizon_side[value]} label={false} />}
      <span class="grow">{label}</span>
      {note && <span class="quiet">{note}</span>}
    </label>
  );
  return (
    <Dialog
      title={`Horizon of ${product.name}`}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Set
          </Button>
        </>
      }
    >
      <fieldset class="choices">
        <legend class="reader-only">Horizon</legend>
        {option('none', 'Follow the stage', follows ? `now ${horizon_name[follows].toLowerCase()}` : undefined)}
        {horizons.map((horizon) =>
          option(horizon, horizon_name[horizon], horizon === follows ? 'as the stage says' : 'set by hand'),
        )}
      </fieldset>
    </Dialog>
  );
}
