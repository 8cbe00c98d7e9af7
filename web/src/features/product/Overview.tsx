// The first tab: description, findings, life so far, people, and the facts at the side.
import { useState } from 'preact/hooks';
import type { Finding, FindingList, ResolutionList } from '../../api/special';
import type { Assignment, Product, Release, Role } from '../../api/types';
import { format_ago, format_date, format_instant, today } from '../../core/dates';
import { holdings, type RoleHolding, type Scope, scope_chain } from '../../core/scope';
import { horizon_name, horizon_of_stage, horizon_side } from '../../core/stage';
import { list_of, role_name, role_side } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { SeverityMark, Tag } from '../../kit/Badge';
import { Button } from '../../kit/Button';
import { Glyph } from '../../kit/Glyph';
import { Icon } from '../../kit/Icon';
import { InlineLongText, InlineRecord, InlineText } from '../../kit/InlineEdit';
import { lazy } from '../../kit/lazy';
import { Markdown } from '../../kit/Markdown';
import { Prose } from '../../kit/Prose';
import { StagePill } from '../../kit/StageRing';
import { record_path } from '../../routes';
import { change } from '../../store/changes';
import { collection, name_of, use_all, use_list } from '../../store/entities';
import { i_may } from '../../store/session';
import { AccountabilityFigure } from './AccountabilityFigure';
import { ReleaseStatusPill } from './Releases';
import { StageTimeline } from './StageTimeline';

interface Computed<T> {
  value: T | null;
}

export interface OverviewProps {
  product: Product;
  may_change: boolean;
  resolution: Computed<ResolutionList>;
  findings: Computed<FindingList>;
  releases: Release[];
  onHorizon: () => void;
}

export function Overview({ product, may_change, resolution, findings, releases, onHorizon }: OverviewProps) {
  const save = (values: Partial<Product>) => void change('products', product.key, values);
  return (
    <div class="product">
      <div class="product-main">
        <section class="product-head">
          <h2>
            <InlineText
              label="Name"
              value={product.name}
              required
              may_edit={may_change}
              class="title"
              onSave={(value) => value && save({ name: value })}
            />
          </h2>
          <InlineLongText
            label="Description"
            placeholder="Describe what it is"
            value={product.description}
            may_edit={may_change}
            shown={product.description && <Markdown source={product.description} />}
            onSave={(description) => save({ description })}
          />
        </section>
        <Findings list={findings.value?.findings} />
        <section class="panel life" aria-labelledby="life">
          <h3 class="section-title" id="life">
            Life
          </h3>
          <StageTimeline
            product={product}
            may_change={may_change}
            onDate={(field, value) => save({ [field]: value })}
          />
        </section>
        <People product={product} />
        {resolution.value && resolution.value.items.length > 0 && (
          <section class="panel" aria-labelledby="accountable">
            <div class="row">
              <h3 class="section-title grow" id="accountable">
                Who is accountable for what
              </h3>
              <a class="link" href={`/products/${product.key}/accountability`}>
                All {resolution.value.items.length} activities
              </a>
            </div>
            <AccountabilityFigure items={resolution.value.items} small />
          </section>
        )}
      </div>
      <Facts product={product} may_change={may_change} releases={releases} onHorizon={onHorizon} save={save} />
    </div>
  );
}

function Findings({ list }: { list: Finding[] | undefined }) {
  if (!list) return null;
  if (!list.length) {
    return (
      <p class="all-well">
        <Icon name="check" /> The check finds nothing to say about this product.
      </p>
    );
  }
  return (
    <section class="panel findings-panel" aria-labelledby="found">
      <h3 class="section-title" id="found">
        Found by the check
      </h3>
      <ul>
        {list.map((finding, index) => (
          <li key={index}>
            <SeverityMark severity={finding.severity} words={false} />
            <div>
              <p class="strong">
                <Prose>{finding.message}</Prose>
              </p>
              <p class="quiet">
                <Prose>{finding.hint}</Prose>
                {finding.accountable && (
                  <>
                    {' Ask '}
                    <a class="link" href={record_path('people', finding.accountable.key) ?? '#'}>
                      {finding.accountable.name}
                    </a>
                    .
                  </>
                )}
              </p>
            </div>
            <a class="rule" href={`/findings?rule=${finding.rule}`}>
              {finding.rule}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function scope_words(scope: Scope): string {
  if (scope.resource === 'company') return 'the whole company';
  if (scope.resource === 'products') return 'this product';
  return name_of(scope.resource, scope.key);
}

const AssignDialog = lazy(() => import('../assignment/AssignDialog').then((module) => module.AssignDialog));

function scope_label(scope: Scope, product: Product): string {
  if (scope.resource === 'company') return 'The whole company';
  if (scope.resource === 'products') return product.name;
  return `${name_of(scope.resource, scope.key)}, ${scope.resource === 'lines' ? 'line' : 'unit'}`;
}

function People({ product }: { product: Product }) {
  use_all('people');
  const lines = collection('lines').records.value;
  const chain = scope_chain(product, (key) => lines.get(key));
  const keys = chain.flatMap((scope) => scope.key ?? []).join(',');
  // The lines tell the way up; asking before they are here would ask twice.
  const known = collection('lines').state.value === 'ready' || product.line === null;
  const near = use_list('assignments', { scope: keys }, known);
  const wide = use_list('assignments', { scope: '' }, known);
  const held = holdings([...near.items, ...wide.items], chain, today());
  const of_role = (role: string) => held.find((holding) => holding.role === role);
  const may_assign = i_may('create', 'assignments');
  const [open, set_open] = useState<{ assignment?: Assignment; role?: Role } | null>(null);
  const scopes = chain.map((scope) => ({ key: scope.key, label: scope_label(scope, product) }));
  const edit = may_assign ? (assignment: Assignment) => set_open({ assignment }) : undefined;
  const others = held.filter(
    (holding) => holding.role !== 'product_manager' && holding.role !== 'product_marketing_manager',
  );
  return (
    <section aria-labelledby="people-title">
      <div class="row section-row">
        <h3 class="section-title grow" id="people-title">
          Who holds it
        </h3>
        {may_assign && (
          <Button small icon="plus" onClick={() => set_open({})}>
            Give somebody a role
          </Button>
        )}
      </div>
      <div class="two-sides">
        <SideCard
          side="pm"
          title="Product management"
          holding={of_role('product_manager')}
          ready={near.state === 'ready'}
          onEdit={edit}
          onAssign={may_assign ? () => set_open({ role: 'product_manager' }) : undefined}
        />
        <SideCard
          side="pmm"
          title="Product marketing"
          holding={of_role('product_marketing_manager')}
          ready={near.state === 'ready'}
          onEdit={edit}
          onAssign={may_assign ? () => set_open({ role: 'product_marketing_manager' }) : undefined}
        />
      </div>
      {others.length > 0 && (
        <ul class="other-roles">
          {others.map((holding) => (
            <li key={holding.role}>
              <span class="role">
                {role_side(holding.role) ? <Glyph side={role_side(holding.role)!} label={false} /> : <i />}
                {role_name[holding.role]}
              </span>
              <span class="holders-list">
                {holding.held.map((assignment) => (
                  <PersonName key={assignment.key} assignment={assignment} onEdit={edit} />
                ))}
              </span>
              <span class="quiet">
                {holding.scope.resource === 'products' ? 'this product' : `from ${scope_words(holding.scope)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {open && (
        <AssignDialog
          assignment={open.assignment}
          role={open.role}
          scope={product.key}
          scopes={open.assignment && !chain.some((scope) => scope.key === open.assignment?.scope) ? undefined : scopes}
          onClose={() => set_open(null)}
        />
      )}
    </section>
  );
}

function PersonName({ assignment, onEdit }: { assignment: Assignment; onEdit?: (assignment: Assignment) => void }) {
  const name = name_of('people', assignment.person);
  return (
    <span class="row named">
      <a class="person-name" href={`/people/${assignment.person}`}>
        <Avatar name={name} />
        {name}
      </a>
      {assignment.stand_in && <Tag>{assignment.stand_in}</Tag>}
      {onEdit && (
        <Button
          kind="ghost"
          small
          icon="edit"
          label={`Change the assignment of ${name}`}
          onClick={() => onEdit(assignment)}
        />
      )}
    </span>
  );
}

function SideCard({
  side,
  title,
  holding,
  ready,
  onEdit,
  onAssign,
}: {
  side: 'pm' | 'pmm';
  title: string;
  holding: RoleHolding | undefined;
  ready: boolean;
  onEdit?: (assignment: Assignment) => void;
  onAssign?: () => void;
}) {
  const people = collection('people').records.value;
  // Who would hold the role if nobody did so nearer by, without those who do.
  const behind = [...new Set(holding?.behind.map((assignment) => assignment.person))].filter(
    (person) => !holding?.held.some((assignment) => assignment.person === person),
  );
  return (
    <div class={`side-card side-${side}${holding || !ready ? '' : ' hollow'}`}>
      <h4>
        <Glyph side={side} label={false} /> {title}
      </h4>
      {!holding && ready && (
        <>
          <p class="nobody">Nobody. Neither the product, nor its line, unit or the company has one.</p>
          {onAssign && (
            <div>
              <Button small icon="plus" onClick={onAssign}>
                Assign somebody
              </Button>
            </div>
          )}
        </>
      )}
      {holding?.held.map((assignment) => {
        const person = people.get(assignment.person);
        const name = person?.name ?? assignment.person;
        const gone = person?.left_on && person.left_on <= today();
        return (
          <div key={assignment.key} class="holder">
            <Avatar name={name} side={side} size={34} />
            <div class="grow">
              <a class="plain-link strong" href={`/people/${assignment.person}`}>
                {name}
              </a>{' '}
              {assignment.stand_in && <Tag>{assignment.stand_in}</Tag>}
              {gone && <Tag>left {format_date(person.left_on!)}</Tag>}
              <p class="quiet">
                {[
                  person?.title,
                  assignment.share !== null && assignment.share !== undefined
                    ? `${assignment.share} % of the time`
                    : '',
                  assignment.from_on ? `since ${format_date(assignment.from_on)}` : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {onEdit && (
              <Button
                kind="ghost"
                small
                icon="edit"
                label={`Change the assignment of ${name}`}
                onClick={() => onEdit(assignment)}
              />
            )}
          </div>
        );
      })}
      {holding && (
        <p class="origin">
          {holding.held.length > 1 && (
            <span class="severity severity-error">
              <Icon name="error" size={13} /> {holding.held.length} at the same level
            </span>
          )}
          {holding.scope.resource === 'products' ? (
            'Assigned to this product'
          ) : (
            <>
              <Icon name="organisation" size={13} /> Inherited from {scope_words(holding.scope)}
            </>
          )}
          {behind.length > 0 && `, in place of ${list_of(behind.map((person) => name_of('people', person)))}`}
        </p>
      )}
    </div>
  );
}

function Facts({
  product,
  may_change,
  releases,
  onHorizon,
  save,
}: {
  product: Product;
  may_change: boolean;
  releases: Release[];
  onHorizon: () => void;
  save: (values: Partial<Product>) => void;
}) {
  const by_hand = product.horizon_set !== 'none';
  const follows = horizon_of_stage(product.stage);
  const next = releases
    .filter((release) => release.status === 'planned')
    .sort((a, b) => (a.planned_on ?? '9').localeCompare(b.planned_on ?? '9'))[0];
  return (
    <aside class="facts" aria-label="Facts">
      <dl>
        <div>
          <dt>Stage</dt>
          <dd>
            <StagePill stage={product.stage} />
          </dd>
        </div>
        <div>
          <dt>Horizon</dt>
          <dd>
            {product.horizon ? (
              <>
                <Glyph side={horizon_side[product.horizon]} label={false} /> {horizon_name[product.horizon]}
                {by_hand && product.horizon !== follows && <Tag>by hand</Tag>}
              </>
            ) : (
              <span class="quiet">None: retired</span>
            )}
            {may_change && product.horizon && (
              <Button kind="ghost" small icon="edit" label="Set the horizon" onClick={onHorizon} />
            )}
          </dd>
        </div>
        <div>
          <dt>Product line</dt>
          <dd>
            <InlineRecord
              resource="lines"
              label="Product line"
              none="No line"
              value={product.line}
              may_edit={may_change}
              show={name_of('lines', product.line)}
              onSave={(line) => save({ line })}
            />
          </dd>
        </div>
        <div>
          <dt>Website</dt>
          <dd>
            <InlineText
              label="Website"
              type="url"
              value={product.website}
              may_edit={may_change}
              show={(value) => <span class="truncate">{value.replace(/^\w+:\/\/(www\.)?/, '')}</span>}
              onSave={(website) => save({ website })}
            />
            {product.website && /^https?:/.test(product.website) /* allowed-here: a pattern */ && (
              <a
                class="button ghost small bare"
                href={product.website}
                target="_blank"
                rel="noopener noreferrer"
                aria-label="Open the website"
              >
                <Icon name="external" />
              </a>
            )}
          </dd>
        </div>
        <div>
          <dt>Next release</dt>
          <dd>
            {next ? (
              <a class="plain-link row" href={`/products/${product.key}/releases`}>
                {next.name} <ReleaseStatusPill release={next} />
              </a>
            ) : (
              <span class="quiet">None planned</span>
            )}
          </dd>
        </div>
        {product.external_id && (
          <div>
            <dt>Imported as</dt>
            <dd>
              <span class="key">{product.external_id}</span>
              {product.source && <Tag>{product.source}</Tag>}
            </dd>
          </div>
        )}
        <div>
          <dt>Changed</dt>
          <dd>
            <a
              class="plain-link quiet"
              href={`/products/${product.key}/history`}
              title={format_instant(product.changed_at)}
            >
              {format_ago(product.changed_at)}
            </a>
          </dd>
        </div>
        <div>
          <dt>Created</dt>
          <dd class="quiet" title={format_instant(product.created_at)}>
            {format_ago(product.created_at)}
          </dd>
        </div>
      </dl>
    </aside>
  );
}
