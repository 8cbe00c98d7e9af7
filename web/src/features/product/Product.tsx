// One product: what it is, where it stands in its life, who holds it, who is accountable for what, and what happened to it.
import { useEffect, useState } from 'preact/hooks';
import type { FindingList, ResolutionList } from '../../api/special';
import type { Product as ProductRecord } from '../../api/types';
import { by_stage } from '../../core/portfolio';
import { horizons } from '../../core/stage';
import { stage_name } from '../../core/words';
import { Button, LinkButton } from '../../kit/Button';
import { Confirm } from '../../kit/Dialog';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { lazy } from '../../kit/lazy';
import { Menu } from '../../kit/Menu';
import { Screen } from '../../kit/Screen';
import { StageRing } from '../../kit/StageRing';
import { Tabs } from '../../kit/Tabs';
import type { ScreenParameters } from '../../routes';
import { use_actions } from '../../shell/overlays';
import { destroy } from '../../store/changes';
import { collection, load_all, record_failure, use_computed, use_list, use_record } from '../../store/entities';
import { checked_resources } from '../../store/findings';
import { go_back, navigate } from '../../store/location';
import { toast } from '../../store/notices';
import { portfolio } from '../../store/portfolio';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { Accountability } from './Accountability';
import { Comments } from './Comments';
import { HorizonDialog } from './HorizonDialog';
import { Overview } from './Overview';
import { ProductHistory } from './ProductHistory';
import { Releases } from './Releases';
import { StageDialog } from './StageDialog';

const Gates = lazy(() => import('./Gates').then((module) => module.Gates));
const HandOffs = lazy(() => import('./HandOffs').then((module) => module.HandOffs));

const tab_words: Record<string, string> = {
  overview: 'Overview',
  accountability: 'Accountability',
  gates: 'Gates',
  'hand-offs': 'Hand-offs',
  releases: 'Releases',
  comments: 'Comments',
  history: 'History',
};
const tab_ids = Object.keys(tab_words);

export default function Product({ parameters }: ScreenParameters) {
  const product = use_record('products', parameters.key);
  useEffect(() => {
    // A record that moved got a new key: the address follows.
    if (product && product.key !== parameters.key) {
      navigate(`/products/${product.key}${parameters.tab ? `/${parameters.tab}` : ''}`, { replace: true });
    }
  }, [product, parameters.key, parameters.tab]);
  const failed = record_failure('products', parameters.key ?? '');
  if (product === undefined) {
    return (
      <Screen title={parameters.key ?? 'Product'}>
        {failed ? <Failure failure={failed.failure} retry={failed.retry} /> : <Skeleton rows={9} />}
      </Screen>
    );
  }
  if (product === null) {
    return (
      <Screen title={parameters.key ?? 'Product'}>
        <EmptyState
          icon="search"
          title={`${parameters.key} does not exist`}
          actions={<LinkButton href="/">To the portfolio</LinkButton>}
        >
          It may have been deleted, or the key has a typing mistake.
        </EmptyState>
      </Screen>
    );
  }
  return <Loaded product={product} tab={tab_ids.includes(parameters.tab ?? '') ? parameters.tab! : 'overview'} />;
}

/** The way down to the product: unit and lines, outermost first. */
function Trail({ product }: { product: ProductRecord }) {
  const lines = collection('lines').records.value;
  const units = collection('units').records.value;
  const way: { key: string; name: string }[] = [];
  const seen = new Set<string>();
  let key = product.line;
  let unit: string | null = null;
  while (key && !seen.has(key)) {
    seen.add(key);
    const line = lines.get(key);
    way.unshift({ key, name: line?.name ?? key });
    unit ??= line?.unit ?? null;
    key = line?.parent ?? null;
  }
  return (
    <nav class="trail" aria-label="Where this is">
      <a href="/">Portfolio</a>
      {unit && (
        <>
          <span aria-hidden="true">/</span>
          <a href={`/?unit=${unit}`}>{units.get(unit)?.name ?? unit}</a>
        </>
      )}
      {way.map((line) => (
        <>
          <span aria-hidden="true">/</span>
          <a href={`/?line=${line.key}`}>{line.name}</a>
        </>
      ))}
      <span aria-hidden="true">/</span>
    </nav>
  );
}

/** The products before and after this one, in the order of the portfolio's board. */
function neighbours(key: string): { before: string | null; after: string | null } {
  const items = portfolio.value.value?.items ?? [];
  const ordered = [...horizons, null].flatMap((horizon) =>
    items.filter((item) => item.horizon === horizon).sort(by_stage),
  );
  const at = ordered.findIndex((item) => item.key === key);
  return { before: ordered[at - 1]?.key ?? null, after: at < 0 ? null : (ordered[at + 1]?.key ?? null) };
}

function Loaded({ product, tab }: { product: ProductRecord; tab: string }) {
  const [open, set_open] = useState<'stage' | 'horizon' | 'delete' | null>(null);
  useEffect(() => {
    void load_all('lines');
    void load_all('units');
    void portfolio.load();
  }, []);
  const resolution = use_computed<ResolutionList>('/resolve', { product: product.key }, checked_resources);
  const findings = use_computed<FindingList>('/check', { record: product.key }, checked_resources);
  const releases = use_list('releases', { product: product.key });
  const comments = use_list('comments', { record: product.key });
  const gates = use_list('gates', { product: product.key });
  const hand_offs = use_list('hand-offs', { record: product.key });
  const open_gates = gates.items.filter((gate) => gate.status === 'open' || gate.status === 'held').length;
  const waiting = hand_offs.items.filter((item) => item.status === 'offered' || item.status === 'returned').length;
  const may_change = i_may('change', 'products');
  const base = `/products/${product.key}`;
  const href = (id: string) => (id === 'overview' ? base : `${base}/${id}`);
  const gaps = resolution.value?.items.filter((item) => item.outcome === 'gap' || item.outcome === 'conflict').length;
  const beside = neighbours(product.key);
  const copy_link = () => {
    void navigator.clipboard?.writeText(location.origin + base).then(
      () => toast('Link copied'),
      () => toast('The browser did not allow copying', { bad: true }),
    );
  };
  use_shortcuts([
    ...(may_change
      ? [
          { keys: 's', label: 'Move to another stage', group: 'This screen' as const, run: () => set_open('stage') },
          { keys: 'h', label: 'Set the horizon', group: 'This screen' as const, run: () => set_open('horizon') },
        ]
      : []),
    { keys: 'escape', label: 'Back to the portfolio', group: 'This screen', run: () => go_back('/') },
    ...tab_ids.map((id, index) => ({
      keys: String(index + 1),
      label: tab_words[id]!,
      group: 'This screen' as const,
      run: () => navigate(href(id)),
    })),
    ...(beside.after && tab !== 'accountability'
      ? [
          {
            keys: 'j',
            label: 'Next product',
            group: 'Lists' as const,
            run: () => navigate(`/products/${beside.after}${tab === 'overview' ? '' : `/${tab}`}`),
          },
        ]
      : []),
    ...(beside.before && tab !== 'accountability'
      ? [
          {
            keys: 'k',
            label: 'Previous product',
            group: 'Lists' as const,
            run: () => navigate(`/products/${beside.before}${tab === 'overview' ? '' : `/${tab}`}`),
          },
        ]
      : []),
  ]);
  use_actions([
    ...(may_change
      ? [
          {
            id: 'stage',
            label: `Move ${product.name} to another stage`,
            icon: 'stage' as const,
            shortcut: 's',
            run: () => set_open('stage'),
          },
          {
            id: 'horizon',
            label: `Set the horizon of ${product.name}`,
            icon: 'horizon' as const,
            shortcut: 'h',
            run: () => set_open('horizon'),
          },
        ]
      : []),
    { id: 'copy link', label: `Copy the link to ${product.name}`, icon: 'link', run: copy_link },
  ]);
  return (
    <Screen
      title={product.name}
      trail={<Trail product={product} />}
      note={<span class="key">{product.key}</span>}
      actions={
        <>
          {may_change && (
            <Button onClick={() => set_open('stage')} title="Move to another stage">
              <StageRing stage={product.stage} />
              {stage_name[product.stage]}
            </Button>
          )}
          <Menu
            kind="ghost"
            icon="more"
            label="More"
            items={[
              ...(may_change
                ? [
                    {
                      label: 'Move to another stage',
                      icon: 'stage' as const,
                      shortcut: 's',
                      run: () => set_open('stage'),
                    },
                    {
                      label: 'Set the horizon',
                      icon: 'horizon' as const,
                      shortcut: 'h',
                      run: () => set_open('horizon'),
                    },
                  ]
                : []),
              { label: 'Copy the link', icon: 'link', run: copy_link },
              { label: 'Print', icon: 'copy', run: () => print() },
              ...(i_may('delete', 'products')
                ? [
                    {
                      label: 'Delete the product',
                      icon: 'trash' as const,
                      danger: true,
                      divides: true,
                      run: () => set_open('delete'),
                    },
                  ]
                : []),
            ]}
          />
        </>
      }
      filters={
        <Tabs
          label="Parts of the product"
          current={tab}
          tabs={[
            { id: 'overview', label: 'Overview', href: href('overview') },
            { id: 'accountability', label: 'Accountability', count: gaps || undefined, href: href('accountability') },
            { id: 'gates', label: 'Gates', count: open_gates || undefined, href: href('gates') },
            { id: 'hand-offs', label: 'Hand-offs', count: waiting || undefined, href: href('hand-offs') },
            { id: 'releases', label: 'Releases', count: releases.items.length || undefined, href: href('releases') },
            { id: 'comments', label: 'Comments', count: comments.items.length || undefined, href: href('comments') },
            { id: 'history', label: 'History', href: href('history') },
          ]}
        />
      }
    >
      {tab === 'overview' && (
        <Overview
          product={product}
          may_change={may_change}
          resolution={resolution}
          findings={findings}
          releases={releases.items}
          onHorizon={() => set_open('horizon')}
        />
      )}
      {tab === 'accountability' && <Accountability resolution={resolution} />}
      {tab === 'gates' && <Gates product={product} resolution={resolution.value} />}
      {tab === 'hand-offs' && <HandOffs product={product} hand_offs={hand_offs} />}
      {tab === 'releases' && <Releases product={product} releases={releases} />}
      {tab === 'comments' && <Comments record={product.key} comments={comments} />}
      {tab === 'history' && <ProductHistory record={product.key} />}
      {open === 'stage' && <StageDialog product={product.key} onClose={() => set_open(null)} />}
      {open === 'horizon' && <HorizonDialog product={product.key} onClose={() => set_open(null)} />}
      {open === 'delete' && (
        <Confirm
          title={`Delete ${product.name}?`}
          action="Delete"
          onClose={() => set_open(null)}
          onConfirm={async () => {
            set_open(null);
            if (await destroy('products', product.key)) {
              toast(`${product.name} was deleted`);
              navigate('/');
            }
          }}
        >
          <p>
            Its releases, comments and assignments lose what they point to. This cannot be undone. A product that the
            market no longer gets is better moved to Retired.
          </p>
        </Confirm>
      )}
    </Screen>
  );
}
