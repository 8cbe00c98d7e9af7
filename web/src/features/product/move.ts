// Moving a product to a stage: the stage, the day it was reached, and a way back.
import type { Product, Stage } from '../../api/types';
import { today } from '../../core/dates';
import { stage_name } from '../../core/words';
import { change } from '../../store/changes';
import { load_one, peek } from '../../store/entities';
import { toast } from '../../store/notices';
import { undo } from '../../store/undo';

/** The day to note for a stage: the one that it has, unless that lies ahead; else today. */
export function day_reached(product: Product, stage: Stage): string {
  const known = product[`${stage}_on`];
  return known && known <= today() ? known : today();
}

export async function move_to_stage(key: string, stage: Stage, date?: string | null): Promise<void> {
  const product = peek('products', key) ?? (await load_one('products', key).catch(() => null));
  if (!product) return;
  const day = date === undefined ? day_reached(product, stage) : date;
  if (product.stage === stage && product[`${stage}_on`] === day) return;
  if (await change('products', key, { stage, [`${stage}_on`]: day })) {
    toast(`${product.name} is now in ${stage_name[stage]}`, { action: { label: 'Undo', run: () => void undo() } });
  }
}
