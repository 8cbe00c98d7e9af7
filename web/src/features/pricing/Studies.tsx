// The pricing lab: every study with what it asks and how it went, and the way to a new one.
import { useState } from 'preact/hooks';
import type { PriceStudy } from '../../api/types';
import { format_ago } from '../../core/dates';
import { fold, has_words, words_of } from '../../core/match';
import { Button, LinkButton } from '../../kit/Button';
import { Confirm } from '../../kit/Dialog';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SearchField } from '../../kit/Field';
import { Menu } from '../../kit/Menu';
import { Screen } from '../../kit/Screen';
import { use_actions } from '../../shell/overlays';
import { destroy } from '../../store/changes';
import { name_of, use_all } from '../../store/entities';
import { navigate } from '../../store/location';
import { toast } from '../../store/notices';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { StatusMark } from './StatusMark';
import { kind_words, recommended_words } from './study-words';

const new_address = '/pricing/new?again=1';

function NoStudies({ may }: { may: boolean }) {
  return (
    <EmptyState
      icon="price"
      title="What should it cost?"
      actions={
        may && (
          <LinkButton href={new_address} kind="primary" icon="plus">
            Start a study
          </LinkButton>
        )
      }
    >
      A price study turns sales, survey answers or choices into a price with its uncertainty, and says so plainly when
      the data cannot carry one. It takes a CSV file and three steps.
    </EmptyState>
  );
}

const newest_first = (a: PriceStudy, b: PriceStudy): number =>
  (b.ran_at ?? b.created_at).localeCompare(a.ran_at ?? a.created_at);

export default function Studies() {
  const studies = use_all('price-studies');
  use_all('price-data');
  use_all('products');
  const [text, set_text] = useState('');
  const [chosen, set_chosen] = useState<string[]>([]);
  const [leaving, set_leaving] = useState<PriceStudy | null>(null);
  const may = i_may('create', 'price-studies');
  const words = words_of(text);
  const data_name = (key: string) => name_of('price-data', key);
  const shown = studies.items
    .filter((one) => !words.length || has_words(fold(`${one.name} ${kind_words(one)} ${data_name(one.data)}`), words))
    .sort(newest_first);
  const compare = () => navigate(`/pricing/compare?with=${chosen.map(encodeURIComponent).join(',')}`);
  use_shortcuts([
    { keys: 'c', label: 'New price study', group: 'This screen', run: () => navigate(new_address), when: () => may },
  ]);
  use_actions(
    may
      ? [
          {
            id: 'new price study',
            label: 'New price study',
            icon: 'plus',
            words: 'elasticity survey',
            run: () => navigate(new_address),
          },
        ]
      : [],
  );
  if (studies.state === 'failed') {
    return (
      <Screen title="Pricing lab">
        <Failure failure={studies.failure} retry={studies.reload} />
      </Screen>
    );
  }
  return (
    <Screen
      title="Pricing lab"
      note={studies.items.length || undefined}
      actions={
        may &&
        studies.items.length > 0 && (
          <LinkButton href={new_address} kind="primary" icon="plus">
            New study
          </LinkButton>
        )
      }
      filters={
        studies.items.length > 0 && (
          <>
            <SearchField label="Find a study" value={text} onValue={set_text} shortcut="/" />
            <span class="grow" />
            <Button icon="copy" disabled={chosen.length < 2} onClick={compare}>
              {chosen.length < 2 ? 'Choose two to compare' : `Compare ${chosen.length}`}
            </Button>
          </>
        )
      }
    >
      {studies.state !== 'ready' ? (
        <Skeleton />
      ) : !studies.items.length ? (
        <NoStudies may={may} />
      ) : (
        <div class="price-studies" tabIndex={0} role="region" aria-label="Studies">
          <table class="list-table">
            <thead>
              <tr>
                <th scope="col">
                  <span class="reader-only">Compare</span>
                </th>
                <th scope="col">Study</th>
                <th scope="col">Status</th>
                <th scope="col">Product</th>
                <th scope="col">Data</th>
                <th scope="col">Ran</th>
                <th scope="col">
                  <span class="reader-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.key}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`Compare ${one.name}`}
                      disabled={one.status !== 'done' && one.status !== 'refused'}
                      checked={chosen.includes(one.key)}
                      onChange={(event) =>
                        set_chosen(
                          event.currentTarget.checked
                            ? [...chosen, one.key].slice(-6)
                            : chosen.filter((key) => key !== one.key),
                        )
                      }
                    />
                  </td>
                  <td>
                    <a class="strong plain-link" href={`/pricing/${encodeURIComponent(one.key)}`}>
                      {one.name}
                    </a>
                    <span class="price-kind">{kind_words(one)}</span>
                  </td>
                  <td>
                    <StatusMark status={one.status} />
                    {recommended_words(one) && <span class="price-kind num">{recommended_words(one)}</span>}
                  </td>
                  <td>{name_of('products', one.product)}</td>
                  <td class="truncate">{data_name(one.data)}</td>
                  <td class="quiet">{one.ran_at ? format_ago(one.ran_at) : ''}</td>
                  <td class="end">
                    {i_may('delete', 'price-studies') && (
                      <Menu
                        kind="ghost"
                        small
                        icon="more"
                        label={`Actions for ${one.name}`}
                        items={[{ label: 'Delete', icon: 'trash', danger: true, run: () => set_leaving(one) }]}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {!shown.length && <p class="quiet price-none">No study fits “{text}”.</p>}
        </div>
      )}
      {leaving && (
        <Confirm
          title={`Delete ${leaving.name}?`}
          action="Delete"
          onClose={() => set_leaving(null)}
          onConfirm={async () => {
            const gone = leaving;
            set_leaving(null);
            set_chosen(chosen.filter((key) => key !== gone.key));
            if (await destroy('price-studies', gone.key)) toast(`${gone.name} is deleted`);
          }}
        >
          Its result goes with it. The data stay.
        </Confirm>
      )}
    </Screen>
  );
}
