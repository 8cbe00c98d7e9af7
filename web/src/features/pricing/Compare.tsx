// Two or more studies side by side: the same numbers for each, with their intervals.
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { PriceStudy } from '../../api/types';
import { csv_text } from '../../core/csv-write';
import { all_labels, type CompareRow, compare_rows } from '../../core/price-compare';
import type { FitResult } from '../../core/price-result';
import { Button, LinkButton } from '../../kit/Button';
import { save_text } from '../../kit/chart/save';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { FilterMenu } from '../../kit/FilterMenu';
import { Screen } from '../../kit/Screen';
import { use_all } from '../../store/entities';
import { query, set_query } from '../../store/location';
import { kind_words } from './study-words';

const at_once = 6;

interface Column {
  study: PriceStudy;
  rows: CompareRow[];
}

function use_columns(studies: PriceStudy[]): { columns: Column[] | null; failure: unknown } {
  const [held, set_held] = useState<{ columns: Column[] | null; failure: unknown }>({ columns: null, failure: null });
  const of = studies.map((study) => `${study.key} ${study.ran_at}`).join(',');
  useEffect(() => {
    const stop = new AbortController();
    Promise.all(
      studies.map(async (study) => {
        const result = await call<FitResult>('GET', `/price-studies/${encodeURIComponent(study.key)}/result`, {
          signal: stop.signal,
        });
        return { study, rows: compare_rows(study.spec, result) };
      }),
    ).then(
      (columns) => set_held({ columns, failure: null }),
      (failure: unknown) => !stop.signal.aborted && set_held({ columns: null, failure }),
    );
    return () => stop.abort();
  }, [of]);
  return held;
}

function Side({ columns }: { columns: Column[] }) {
  const labels = all_labels(columns.map((column) => column.rows));
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label="Studies compared">
      <table class="list-table price-compare">
        <thead>
          <tr>
            <th scope="col">
              <span class="reader-only">What is compared</span>
            </th>
            {columns.map(({ study }) => (
              <th key={study.key} scope="col">
                <a href={`/pricing/${encodeURIComponent(study.key)}`}>{study.name}</a>
                <span class="price-kind">{kind_words(study)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {columns.map(({ study, rows }) => {
                const row = rows.find((one) => one.label === label);
                return (
                  <td key={study.key} class={row?.value === 'Refused' ? 'num refused' : 'num'}>
                    {row ? <b>{row.value}</b> : <span class="quiet">–</span>}
                    {row?.note && <span class="price-kind">{row.note}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Compare() {
  const studies = use_all('price-studies');
  const wanted = (query.value.get('with') ?? '').split(',').filter(Boolean);
  const answered = studies.items.filter((study) => study.status === 'done' || study.status === 'refused');
  const chosen = wanted.flatMap((key) => answered.find((study) => study.key === key) ?? []).slice(0, at_once);
  const { columns, failure } = use_columns(chosen);
  const save = () => {
    if (!columns) return;
    const labels = all_labels(columns.map((column) => column.rows));
    save_text(
      csv_text(
        ['', ...columns.flatMap(({ study }) => [study.name, `${study.name}, interval`])],
        labels.map((label) => [
          label,
          ...columns.flatMap(({ rows }) => {
            const row = rows.find((one) => one.label === label);
            return [row?.value ?? '', row?.note ?? ''];
          }),
        ]),
      ),
      'text/csv',
      'price-studies.csv',
    );
  };
  return (
    <Screen
      title="Compare studies"
      trail={
        <a class="plain-link quiet" href="/pricing">
          Pricing lab
        </a>
      }
      actions={
        columns?.length ? (
          <>
            <Button icon="export" onClick={save}>
              CSV
            </Button>
            <Button icon="copy" onClick={() => print()}>
              Report
            </Button>
          </>
        ) : undefined
      }
      filters={
        answered.length > 0 && (
          <FilterMenu
            label="Studies"
            choices={answered.map((study) => ({ value: study.key, label: study.name }))}
            chosen={wanted}
            onChosen={(values) => set_query({ with: values.join(',') || null })}
          />
        )
      }
    >
      {studies.state === 'failed' || failure ? (
        <Failure failure={failure ?? studies.failure} retry={studies.reload} />
      ) : studies.state !== 'ready' || (chosen.length > 0 && !columns) ? (
        <Skeleton />
      ) : chosen.length === 0 ? (
        <EmptyState
          icon="copy"
          title="Nothing is chosen"
          actions={<LinkButton href="/pricing">To the studies</LinkButton>}
        >
          Choose two or more studies that have an answer, above or in the list.
        </EmptyState>
      ) : (
        <div class="price-comparison">
          <Side columns={columns!} />
        </div>
      )}
    </Screen>
  );
}
