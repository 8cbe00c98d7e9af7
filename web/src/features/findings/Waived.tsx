// Findings that somebody lets stand: why, until when, and who answers for it.
import type { FindingList } from '../../api/special';
import { format_date } from '../../core/dates';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Prose } from '../../kit/Prose';
import { destroy } from '../../store/changes';
import { use_computed } from '../../store/entities';
import { checked_resources, findings } from '../../store/findings';
import { i_may } from '../../store/session';
import { finding_path } from './FindingGroups';

export function Waived({ rule_name }: { rule_name: (id: string) => string }) {
  const list = use_computed<FindingList>('/check', { waived: 'true' }, checked_resources);
  if (list.state === 'failed') return <Failure failure={list.failure} retry={list.reload} />;
  if (!list.value) return <Skeleton />;
  const waived = list.value.waived ?? [];
  if (!waived.length) {
    return (
      <EmptyState icon="calendar" title="Nothing is waived">
        A finding that has to stand for a while can be waived, with a reason and a last day. It is listed here until
        then.
      </EmptyState>
    );
  }
  const end = async (key: string) => {
    if (await destroy('waivers', key)) {
      list.reload();
      void findings.load(true);
    }
  };
  return (
    <ul class="waived-list">
      {waived.map((finding) => (
        <li key={finding.fingerprint} class="panel">
          <div class="row">
            <a class="grow" href={finding_path(finding)}>
              <span class="key">{finding.key}</span> <b>{finding.title}</b>
            </a>
            <span class="quiet">{rule_name(finding.rule)}</span>
            {i_may('delete', 'waivers') && finding.waiver && (
              <Button
                small
                kind="ghost"
                label={`End the waiver for ${finding.title}`}
                icon="close"
                onClick={() => void end(finding.waiver!.key)}
              />
            )}
          </div>
          <p>
            <Prose>{finding.message}</Prose>
          </p>
          {finding.waiver && (
            <p class="quiet">
              Until {format_date(finding.waiver.until_on)}
              {finding.waiver.person && (
                <>
                  {' by '}
                  <a class="person-name" href={`/people/${finding.waiver.person.key}`}>
                    <Avatar name={finding.waiver.person.name} size={16} /> {finding.waiver.person.name}
                  </a>
                </>
              )}
              : {finding.waiver.reason}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
