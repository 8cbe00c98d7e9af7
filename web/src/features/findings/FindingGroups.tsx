// The list: a heading for each group, and one line with message and hint for each finding.
import { useState } from 'preact/hooks';
import type { Finding } from '../../api/special';
import { type FindingGroup, type FindingGrouping, finding_id } from '../../core/findings';
import { format_number } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { SeverityMark } from '../../kit/Badge';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { Prose } from '../../kit/Prose';
import { record_path } from '../../routes';
import { peek } from '../../store/entities';
import { set_query } from '../../store/location';
import { copy_command } from './copy-command';

const shown_at_first = 40;

/** Records that are mended on a tab of their product. */
const parts_of_product: Record<string, string> = {
  gates: 'gates',
  'gate-criteria': 'gates',
  'hand-offs': 'hand-offs',
  releases: 'releases',
};

/** Where the record can be seen and mended. */
export function finding_path(finding: Finding): string {
  if (finding.resource === 'assignments') {
    const person = peek('assignments', finding.key)?.person;
    if (person) return `/people/${encodeURIComponent(person)}`;
  }
  if (finding.resource === 'releases') {
    const product = peek('releases', finding.key)?.product;
    if (product) return `/products/${encodeURIComponent(product)}/releases`;
  }
  const part = parts_of_product[finding.resource];
  if (part && finding.product) return `/products/${encodeURIComponent(finding.product.key)}/${part}`;
  return record_path(finding.resource, finding.key) ?? '/findings';
}

function Row({
  finding,
  grouping,
  rule_name,
  onWaive,
}: {
  finding: Finding;
  grouping: FindingGrouping;
  rule_name: (id: string) => string;
  onWaive?: (finding: Finding) => void;
}) {
  return (
    <li class="finding">
      <a class="finding-main" href={finding_path(finding)} data-id={finding_id(finding)} tabIndex={-1}>
        <SeverityMark severity={finding.severity} words={false} />
        <span class="key">{finding.key}</span>
        <span class="said">
          {grouping !== 'record' && <b>{finding.title}</b>} <Prose>{finding.message}</Prose>
          {finding.hint && (
            <span class="finding-hint">
              <Prose>{finding.hint}</Prose>
            </span>
          )}
        </span>
      </a>
      <span class="finding-side">
        {grouping !== 'rule' && (
          <button
            type="button"
            class="rule-button"
            onClick={() => set_query({ why: finding.rule })}
            title={rule_name(finding.rule)}
          >
            {finding.rule}
          </button>
        )}
        {grouping !== 'person' &&
          (finding.accountable ? (
            <a
              class="person-name"
              href={`/people/${finding.accountable.key}`}
              title={`Ask ${finding.accountable.name}`}
            >
              <Avatar name={finding.accountable.name} />
              <span class="truncate">{finding.accountable.name}</span>
            </a>
          ) : (
            <span class="quiet">nobody to ask</span>
          ))}
        {onWaive && (
          <Button
            kind="ghost"
            small
            icon="calendar"
            label={`Waive the finding about ${finding.title}`}
            onClick={() => onWaive(finding)}
          />
        )}
        <Button
          kind="ghost"
          small
          icon="copy"
          label={`Copy the command for ${finding.title}`}
          onClick={() => copy_command(finding)}
        />
      </span>
    </li>
  );
}

function Group({
  group,
  grouping,
  rule_name,
  onWaive,
}: {
  group: FindingGroup;
  grouping: FindingGrouping;
  rule_name: (id: string) => string;
  onWaive?: (finding: Finding) => void;
}) {
  const [open, set_open] = useState(true);
  const [whole, set_whole] = useState(false);
  const shown = whole ? group.findings : group.findings.slice(0, shown_at_first);
  return (
    <section class="finding-group">
      <h2>
        <button
          type="button"
          class="group-toggle"
          aria-expanded={open ? 'true' : 'false'}
          onClick={() => set_open(!open)}
        >
          <Icon name={open ? 'down' : 'right'} size={12} />
          {grouping === 'person' && group.id !== 'none' ? (
            <Avatar name={group.name} />
          ) : (
            <SeverityMark severity={group.worst} words={false} />
          )}
          <span class="truncate">{group.name}</span>
          <span class="quiet num">{format_number(group.findings.length)}</span>
        </button>
        {grouping === 'rule' && (
          <button type="button" class="rule-button" onClick={() => set_query({ why: group.id })}>
            {group.id}
            <span class="reader-only">: explain</span>
          </button>
        )}
      </h2>
      {open && (
        <ul>
          {shown.map((finding) => (
            <Row
              key={finding_id(finding)}
              finding={finding}
              grouping={grouping}
              rule_name={rule_name}
              onWaive={onWaive}
            />
          ))}
        </ul>
      )}
      {open && shown.length < group.findings.length && (
        <Button kind="ghost" small onClick={() => set_whole(true)}>
          Show {format_number(group.findings.length - shown.length)} more
        </Button>
      )}
    </section>
  );
}

export function FindingGroups({
  groups,
  grouping,
  rule_name,
  onWaive,
}: {
  groups: FindingGroup[];
  grouping: FindingGrouping;
  rule_name: (id: string) => string;
  /** Absent for those who may not. */
  onWaive?: (finding: Finding) => void;
}) {
  return (
    <>
      {groups.map((group) => (
        <Group
          key={`${grouping} ${group.id}`}
          group={group}
          grouping={grouping}
          rule_name={rule_name}
          onWaive={onWaive}
        />
      ))}
    </>
  );
}
