// The whole portfolio in one reply, with local changes of a product shown in it at once.
import type { PortfolioItem } from '../api/special';
import type { HorizonSet, Stage } from '../api/types';
import { horizon_of } from '../core/stage';
import { on_change } from './changes';
import { derive, name_of, peek } from './entities';

export const portfolio = derive<{ items: PortfolioItem[] }>('/portfolio', [
  'products',
  'lines',
  'units',
  'people',
  'assignments',
  'maps',
  'map-entries',
  'hand-offs',
]);

on_change((resource, key, values) => {
  const now = portfolio.value.peek();
  if (resource !== 'products' || !now) return;
  portfolio.set({
    items: now.items.map((item) => {
      if (item.key !== key) return item;
      const next = { ...item };
      if (typeof values.name === 'string') next.name = values.name;
      if (typeof values.stage === 'string') next.stage = values.stage as Stage;
      if ('line' in values) {
        next.line = values.line as string | null;
        next.line_name = next.line ? name_of('lines', next.line) : null;
      }
      if ('stage' in values || 'horizon_set' in values) {
        const set =
          'horizon_set' in values
            ? (values.horizon_set as HorizonSet | null)
            : (peek('products', key)?.horizon_set ?? null);
        next.horizon = horizon_of(next.stage, set);
      }
      return next;
    }),
  });
});
