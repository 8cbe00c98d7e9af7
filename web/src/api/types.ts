// Written by `tandem describe typescript`. Do not edit.

export type Stage = 'conceive' | 'plan' | 'develop' | 'qualify' | 'launch' | 'deliver' | 'retire' | 'retired';
export type HorizonSet = 'current' | 'next' | 'future' | 'none';
export type Horizon = 'current' | 'next' | 'future';
export type ReleaseStatus = 'planned' | 'released' | 'cancelled';
export type Role =
  | 'general_manager'
  | 'head_of_product_management'
  | 'head_of_product_marketing'
  | 'head_of_engineering'
  | 'product_manager'
  | 'product_marketing_manager'
  | 'engineering'
  | 'design'
  | 'user_research'
  | 'sales'
  | 'support'
  | 'marketing_communications'
  | 'contributor';
export type MapStatus = 'draft' | 'in_force' | 'superseded';
export type MapMode = 'advisory' | 'strict';
export type Side = 'pm' | 'shared' | 'pmm';
export type DelegationReason = 'absence' | 'delegation';
export type GateStatus = 'open' | 'passed' | 'held' | 'stopped' | 'skipped';
export type CriterionStatus = 'open' | 'green' | 'red';
export type HandOffKind = 'capability_brief' | 'market_insight' | 'other';
export type HandOffStatus = 'draft' | 'offered' | 'accepted' | 'returned' | 'withdrawn';
export type PlanKind = 'plan' | 'package';
export type PlanFeatureKind =
  | 'information'
  | 'integration'
  | 'domain'
  | 'automation'
  | 'management'
  | 'guarantee'
  | 'support'
  | 'payment'
  | 'renewable_limit'
  | 'non_renewable_limit'
  | 'response_driven_limit'
  | 'time_driven_limit';
export type PlanFeatureValueType = 'boolean' | 'numeric' | 'text';
export type AddOnLinkKind = 'available_for' | 'depends_on' | 'excludes';
export type PriceListStatus = 'draft' | 'published' | 'expired';
export type BillingPeriod = 'once' | 'use' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'half_year' | 'year';
export type Confidence = 'low' | 'medium' | 'high';
export type CostKind = 'fixed' | 'variable';
export type PriceStudyQuestion = 'volume' | 'shares' | 'willingness' | 'choices' | 'line' | 'diffusion' | 'decision';
export type PriceStudyStatus = 'draft' | 'queued' | 'running' | 'done' | 'refused' | 'failed' | 'cancelled';
export type PriceDecisionStatus = 'proposed' | 'approved' | 'rejected' | 'withdrawn';
export type ApprovalStatus = 'open' | 'seconded' | 'approved' | 'rejected' | 'withdrawn';
export type ConsultationStatus = 'open' | 'agreed' | 'objected' | 'withdrawn';
export type AccessRole = 'viewer' | 'member' | 'organiser' | 'administrator';
export type DigestFrequency = 'off' | 'daily' | 'weekly';
export type TokenScope = 'read' | 'write' | 'administer';
export type Via = 'api' | 'cli' | 'import' | 'page' | 'system';
export type PolicyVerdict = 'silent' | 'own' | 'override' | 'refused';
export type Outcome = 'one' | 'gap' | 'conflict' | 'dual' | 'rest';
export type Severity = 'error' | 'warning' | 'info';
export type InboxKind = 'decide' | 'sign' | 'answer' | 'accept' | 'second' | 'acknowledge' | 'finding' | 'told';
export type RuleSeverity = 'error' | 'warning' | 'info' | 'off';
export type StressChange = 'gap' | 'conflict' | 'dual' | 'handover' | 'relief';
export type SignInRefusalCode =
  | 'configuration'
  | 'unreachable'
  | 'expired'
  | 'provider'
  | 'token'
  | 'role'
  | 'account'
  | 'email'
  | 'taken'
  | 'disabled'
  | 'rate'
  | 'busy';

/** What every record carries. */
export interface System {
  key: string;
  source: string | null;
  external_id: string | null;
  created_at: string;
  created_by: string;
  changed_at: string;
  changed_by: string;
  version: number;
}

/** A business unit holds product lines and people. */
export interface Unit extends System {
  name: string;
  description: string | null;
}

/** A person holds roles over products, lines, units or the company. */
export interface Person extends System {
  name: string;
  title: string | null;
  email: string | null;
  manager: string | null;
  unit: string | null;
  capacity_hours: string | null;
  joined_on: string | null;
  left_on: string | null;
}

/** A product line holds products that are managed together, and other lines. */
export interface Line extends System {
  name: string;
  unit: string | null;
  parent: string | null;
  description: string | null;
  key_prefix: string | null;
}

/** A product is what product management and product marketing are accountable for. */
export interface Product extends System {
  name: string;
  line: string | null;
  description: string | null;
  stage: Stage;
  horizon_set: HorizonSet;
  horizon: Horizon | null;
  conceive_on: string | null;
  plan_on: string | null;
  develop_on: string | null;
  qualify_on: string | null;
  launch_on: string | null;
  deliver_on: string | null;
  mature_on: string | null;
  retire_on: string | null;
  retired_on: string | null;
  website: string | null;
}

/** A release brings a version of a product to its users. */
export interface Release extends System {
  product: string;
  name: string;
  status: ReleaseStatus;
  planned_on: string | null;
  released_on: string | null;
  lead: string | null;
  notes: string | null;
}

/** An assignment gives a person a role over a scope for a time. */
export interface Assignment extends System {
  person: string;
  role: Role;
  scope: string | null;
  share: number | null;
  from_on: string | null;
  to_on: string | null;
  stand_in: string | null;
}

/** An activity is one kind of work, such as pricing or positioning. */
export interface Activity extends System {
  name: string;
  code: string;
  description: string | null;
  position: number | null;
}

/** A responsibility map says for every activity which role is accountable. */
export interface Map extends System {
  name: string;
  code: string;
  origin: string | null;
  description: string | null;
  status: MapStatus;
  in_force_on: string | null;
  superseded_on: string | null;
  scope: string | null;
  mode: MapMode;
  based_on: string | null;
  reason: string | null;
  effect_read_on: string | null;
  effect_read_by: string | null;
}

/** A map entry gives one activity to a role. */
export interface MapEntry extends System {
  map: string;
  activity: string;
  side: Side;
  accountable: Role;
  responsible: Role[];
  consulted: Role[];
  informed: Role[];
  note: string | null;
  from_stage: Stage | null;
  to_stage: Stage | null;
  horizons: Horizon[];
  four_eyes: boolean;
  follows: string | null;
}

/** A delegation says who acts for a person, or that the person is away, from one day to another. */
export interface Delegation extends System {
  person: string;
  deputy: string | null;
  scope: string | null;
  from_on: string;
  to_on: string;
  reason: DelegationReason;
  note: string | null;
}

/** A gate template is one criterion that every product has to meet before it enters a stage. */
export interface GateTemplate extends System {
  stage: Stage;
  name: string;
  activity: string;
  position: number | null;
}

/** A gate stands before a stage of a product's life: criteria, signatures and a decision. */
export interface Gate extends System {
  product: string;
  stage: Stage;
  planned_on: string | null;
  first_planned_on: string | null;
  status: GateStatus;
  decided_on: string | null;
  decided_by: string | null;
  reason: string | null;
  conditions: string | null;
  slip_days: number | null;
}

/** A criterion is one thing that has to be true before a gate is passed, signed by the person whom the map names. */
export interface GateCriterion extends System {
  gate: string;
  name: string;
  activity: string;
  position: number | null;
  status: CriterionStatus;
  evidence: string | null;
  note: string | null;
  signed_by: string | null;
  signed_on: string | null;
}

/** A hand-off passes work over a product or release from one role to another, and is accepted or returned. */
export interface HandOff extends System {
  record: string;
  kind: HandOffKind;
  title: string;
  content: string | null;
  from_role: Role | null;
  to_role: Role | null;
  from_person: string | null;
  to_person: string | null;
  due_on: string;
  status: HandOffStatus;
  offered_on: string | null;
  answered_on: string | null;
  answered_by: string | null;
  reason: string | null;
  returns: number | null;
  held_by: string | null;
  since: string | null;
}

/** A hand-off item is one thing that has to be there before the other role can take over. */
export interface HandOffItem extends System {
  hand_off: string;
  name: string;
  position: number | null;
  done: boolean;
  evidence: string | null;
}

/** A plan is one of the ways in which a product is sold; buyers choose between plans. */
export interface Plan extends System {
  product: string;
  name: string;
  kind: PlanKind;
  description: string | null;
  position: number | null;
  is_private: boolean;
}

/** An add-on is bought on top of a plan. */
export interface AddOn extends System {
  product: string;
  name: string;
  description: string | null;
  position: number | null;
  is_private: boolean;
}

/** A plan feature is something by which the plans of a product differ: a feature, or a limit on one. */
export interface PlanFeature extends System {
  product: string;
  name: string;
  kind: PlanFeatureKind;
  value_type: PlanFeatureValueType;
  default_value: string | null;
  unit: string | null;
  description: string | null;
  tag: string | null;
  subtype: string | null;
  limit_of: string | null;
  web_page: string | null;
  position: number | null;
}

/** A feature of a plan is the value that a feature or limit has in a plan, or gets by an add-on. */
export interface PlanFeatureValue extends System {
  item: string;
  feature: string;
  value: string;
  is_extension: boolean;
}

/** It says for which plan an add-on can be bought; without any it can be bought for all. It also says what an add-on needs, and what it excludes. */
export interface AddOnLink extends System {
  add_on: string;
  kind: AddOnLinkKind;
  other: string;
}

/** A price list holds the prices for a product, line or unit in one currency, from a day on. */
export interface PriceList extends System {
  name: string;
  scope: string | null;
  currency: string;
  unit: string | null;
  status: PriceListStatus;
  valid_from_on: string | null;
  valid_to_on: string | null;
  replaces: string | null;
  edition: string | null;
  dated_on: string | null;
  billing: unknown;
  web_page: string | null;
  notes: string | null;
}

/** A price is what a plan or add-on costs in a price list, from a day on; another amount is another version. */
export interface PricePoint extends System {
  price_list: string;
  item: string;
  amount: string | null;
  wording: string | null;
  unit: string | null;
  billing_period: BillingPeriod;
  valid_from_on: string;
  valid_to_on: string | null;
  replaces: string | null;
  reason: string | null;
}

/** It is what a competitor asks, as it was seen on a day. */
export interface CompetitorPrice extends System {
  competitor: string;
  product: string;
  plan_name: string | null;
  amount: string;
  currency: string;
  unit: string | null;
  billing_period: BillingPeriod;
  seen_on: string;
  confidence: Confidence;
  seen_at: string;
  link: string | null;
  notes: string | null;
}

/** A cost is what it takes to make and to serve a product or plan, from a day on. */
export interface Cost extends System {
  item: string;
  name: string;
  kind: CostKind;
  amount: string;
  currency: string;
  unit: string | null;
  billing_period: BillingPeriod;
  valid_from_on: string;
  notes: string | null;
}

/** A data set is a file of sales, shares or answers that price studies work on. */
export interface PriceData extends System {
  name: string;
  product: string | null;
  note: string | null;
  file_name: string;
  rows: number;
  columns: number;
  size: number;
  hash: string;
  taken_at: string;
}

/** A price study measures on data what a price does, or what people would pay. */
export interface PriceStudy extends System {
  name: string;
  question: PriceStudyQuestion;
  product: string | null;
  data: string;
  further_data: unknown;
  spec: string;
  note: string | null;
  status: PriceStudyStatus;
  queued_at: string | null;
  ran_at: string | null;
  seconds: number | null;
  method: string | null;
  engine_version: string | null;
  seed: number | null;
  input_hash: string | null;
  data_hash: string | null;
  result_hash: string | null;
  message: string | null;
  recommended: number | null;
  recommended_low: number | null;
  recommended_high: number | null;
}

/** A price decision says which price is asked and why; it is approved by whom the map makes accountable. */
export interface PriceDecision extends System {
  title: string;
  item: string;
  price_point: string | null;
  study: string | null;
  proposed_amount: string | null;
  currency: string | null;
  recommended_low: string | null;
  recommended_high: string | null;
  options: string | null;
  reason: string | null;
  status: PriceDecisionStatus;
  decided_on: string | null;
  decided_by: string | null;
  answer: string | null;
}

/** An approval is a decision that the map gives to a person: asked for, prepared by consultation, given or refused. */
export interface Approval extends System {
  record: string;
  activity: string;
  title: string;
  proposal: string | null;
  due_on: string | null;
  status: ApprovalStatus;
  asked_by: string | null;
  decided_on: string | null;
  decided_by: string | null;
  reason: string | null;
  seconded_by: string | null;
  seconded_on: string | null;
}

/** A consultation asks a person before something is decided, and keeps what they said. */
export interface Consultation extends System {
  record: string;
  activity: string;
  person: string;
  question: string;
  due_on: string;
  status: ConsultationStatus;
  answer: string | null;
  answered_on: string | null;
  answered_by: string | null;
  asked_by: string | null;
}

/** An override is an act outside the role that the map names for it, kept with its reason. */
export interface Override extends System {
  record: string;
  activity: string | null;
  act: string;
  person: string | null;
  accountable: string | null;
  reason: string | null;
  acted_on: string;
  acknowledged_on: string | null;
  acknowledged_by: string | null;
}

/** A waiver lets one finding of the check stand until a day, with a reason. */
export interface Waiver extends System {
  rule: string;
  finding: string;
  record: string | null;
  reason: string;
  until_on: string;
  person: string | null;
}

/** A scenario is a list of changes to a copy of the organisation, to see what would break. */
export interface Scenario extends System {
  name: string;
  description: string | null;
  day_on: string | null;
  steps: unknown;
}

/** A comment says something about a record. */
export interface Comment extends System {
  record: string;
  body: string;
}

/** A user is an account that signs in. */
export interface User extends System {
  name: string;
  email: string;
  role: AccessRole;
  person: string | null;
  disabled: boolean;
  digest: DigestFrequency;
  digest_sent_at: string | null;
  subject: string | null;
}

/** A saved view is a screen with its filters under a name. */
export interface View extends System {
  name: string;
  screen: string;
  query: string;
  shared: boolean;
}

/** An API token lets a program act for its user. */
export interface Token extends System {
  name: string;
  user: string;
  scope: TokenScope;
  expires_on: string;
  last_used_on: string | null;
}

/** An import took the rows of a file in. */
export interface ImportRun extends System {
  resource: string;
  file_name: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  mapping: unknown;
  undone_at: string | null;
}

/** A check run keeps how many findings there were, so that one sees whether it gets better. */
export interface CheckRun extends System {
  taken_at: string;
  day_on: string;
  errors: number;
  warnings: number;
  infos: number;
  waived: number;
  products: number;
  rules: unknown;
}

/** History says who changed what, when, and through which door. */
export interface History {
  id: number;
  at: string;
  actor: string;
  via: Via;
  resource: string;
  record: string;
  verb: string;
  changes: unknown;
  import: string | null;
}

/** Resources by the name that they have in addresses, on the command line and in CSV files. */
export interface Resources {
  units: Unit;
  people: Person;
  lines: Line;
  products: Product;
  releases: Release;
  assignments: Assignment;
  activities: Activity;
  maps: Map;
  'map-entries': MapEntry;
  delegations: Delegation;
  'gate-templates': GateTemplate;
  gates: Gate;
  'gate-criteria': GateCriterion;
  'hand-offs': HandOff;
  'hand-off-items': HandOffItem;
  plans: Plan;
  'add-ons': AddOn;
  'plan-features': PlanFeature;
  'plan-feature-values': PlanFeatureValue;
  'add-on-links': AddOnLink;
  'price-lists': PriceList;
  'price-points': PricePoint;
  'competitor-prices': CompetitorPrice;
  costs: Cost;
  'price-data': PriceData;
  'price-studies': PriceStudy;
  'price-decisions': PriceDecision;
  approvals: Approval;
  consultations: Consultation;
  overrides: Override;
  waivers: Waiver;
  scenarios: Scenario;
  comments: Comment;
  users: User;
  views: View;
  tokens: Token;
  imports: ImportRun;
  'check-runs': CheckRun;
  history: History;
}

/** A record by key and name. */
export interface Named {
  key: string;
  name: string;
}

/** Who acts for an accountable person, and until when. */
export interface MayDelegation {
  key: string;
  person: string;
  deputy: Named | null;
  to_on: string;
}

/** Whether an act belongs to a person's role, and who else is concerned. */
export interface May {
  person: Named;
  action: string;
  record: string;
  verdict: PolicyVerdict;
  activity: Named | null;
  map: Named | null;
  mode: MapMode | null;
  role: Role | null;
  four_eyes: boolean;
  accountable: Named[];
  delegations: MayDelegation[];
  responsible: Named[];
  consulted: Named[];
  informed: Named[];
  lines: string[];
}

/** A file of Pricing2Yaml and the product that is sold. */
export interface Pricing2YamlFile {
  product: string;
  content: string;
  name?: string | null;
  is_dry_run?: boolean;
}

/** What was left out, with its line. */
export interface Pricing2YamlNote {
  line: number;
  message: string;
}

/** The draft price list of a file, and how many records were made or changed. */
export interface Pricing2YamlResult {
  price_list: string;
  is_dry_run: boolean;
  plans: number;
  add_ons: number;
  features: number;
  values: number;
  prices: number;
  left_out: Pricing2YamlNote[];
}

/** A CSV file that becomes a data set. */
export interface PriceDataFile {
  name: string;
  product?: string | null;
  file_name: string;
  content: string;
}

/** A CSV file in place of the rows of a data set. */
export interface PriceDataContent {
  file_name: string;
  content: string;
}

/** A cell that is no number in a column of numbers. */
export interface PriceDataOdd {
  line: number;
  value: string;
}

/** What a column holds. */
export interface PriceDataColumn {
  name: string;
  kind: string;
  missing: number;
  distinct: number;
  lowest: number | null;
  highest: number | null;
  example: string;
  odd: PriceDataOdd | null;
}

/** The columns of a data set and its first rows. */
export interface PriceDataPreview {
  key: string;
  rows: number;
  columns: PriceDataColumn[];
  head: unknown[];
}

/** A study that may not be stored yet. */
export interface PriceStudyDraft {
  spec: string;
  data: string;
  further_data?: unknown;
}

/** What would keep a study from running; line 0: none in particular. */
export interface PriceStudyProblem {
  line: number;
  column: number;
  message: string;
}

/** All that would keep a study from running. */
export interface PriceStudyProblems {
  problems: PriceStudyProblem[];
}

/** A parameter with its standard error and interval. */
export interface PriceEstimate {
  name: string;
  value: number | null;
  se: number | null;
  statistic: number | null;
  p: number | null;
  low: number | null;
  high: number | null;
}

/** Why the data cannot carry an answer, and what to collect. */
export interface PriceRefusal {
  reason: string;
  sentence: string;
  advice: string;
}

/** What came out of a study; further tables by their names. */
export interface PriceResult {
  method: string;
  observations: number;
  estimates: PriceEstimate[];
  objective: number | null;
  converged: boolean;
  diagnostics: unknown;
  warnings: string[];
  refused: boolean;
  refusals: PriceRefusal[];
  [name: string]: unknown;
}

/** How far a study is; all is 0 while that is not known. */
export interface PriceStudyProgress {
  key: string;
  status: PriceStudyStatus;
  done: number;
  all: number;
  objective: number | null;
  seconds: number | null;
  left: number | null;
}

/** A person who holds a role over a product. */
export interface Holder {
  key: string;
  name: string;
  stand_in: string | null;
  inherited: boolean;
  scope: string | null;
}

/** How many findings there are of each severity. */
export interface FindingCount {
  errors: number;
  warnings: number;
  infos: number;
}

/** What waits to be handed over about a product in next, and with whom the oldest of it does. */
export interface PortfolioHandOffs {
  waiting: number;
  key: string | null;
  title: string | null;
  since: string | null;
  with: Named | null;
}

/** A product as the portfolio shows it. */
export interface PortfolioItem {
  key: string;
  name: string;
  stage: Stage;
  horizon: Horizon | null;
  line: string | null;
  line_name: string | null;
  unit: string | null;
  unit_name: string | null;
  management: Holder[];
  marketing: Holder[];
  findings: FindingCount;
  hand_offs: PortfolioHandOffs | null;
}

/** The whole portfolio. */
export interface Portfolio {
  items: PortfolioItem[];
}

/** Who is accountable for an activity over a product. */
export interface Resolution {
  product: string;
  activity: string;
  activity_name: string;
  activity_code: string;
  side: Side | null;
  role: Role | null;
  outcome: Outcome;
  people: Holder[];
  scope: string | null;
}

/** How many products that are not retired have each outcome for an activity. */
export interface OutcomeCount {
  activity: string;
  activity_name: string;
  activity_code: string;
  side: Side | null;
  role: Role | null;
  one: number;
  gap: number;
  conflict: number;
  dual: number;
  rest: number;
}

/** Items for one product, or a summary over all of them; by the map in force, if there is one. */
export interface ResolutionReply {
  map: Named | null;
  items?: Resolution[];
  summary?: OutcomeCount[];
}

/** Something wrong in the workspace. */
export interface Finding {
  rule: string;
  severity: Severity;
  resource: string;
  key: string;
  title: string;
  accountable: Named | null;
  message: string;
  hint: string;
  fingerprint: string;
  product: Named | null;
  unit: Named | null;
  waiver?: FindingWaiver;
}

/** Why a finding stands, until when, and who lets it. */
export interface FindingWaiver {
  key: string;
  reason: string;
  until_on: string;
  person: Named | null;
}

/** Findings counted, and what was looked at. */
export interface FindingSummary {
  errors: number;
  warnings: number;
  infos: number;
  waived: number;
  known: number;
  products: number;
  rules: number;
  day: string;
  map: Named | null;
}

/** A finding explained. */
export interface FindingExplanation {
  finding: Finding;
  lines: unknown[];
}

/** All findings. */
export interface FindingList {
  findings: Finding[];
  waived?: Finding[];
  summary: FindingSummary;
}

/** Something that waits for a person, with the actions that settle it. */
export interface InboxItem {
  kind: InboxKind;
  record: string;
  resource: string;
  title: string;
  what: string;
  product: string | null;
  product_name: string | null;
  due_on: string | null;
  since: string | null;
  overdue: boolean;
  actions: string[];
}

/** What waits for a person, counted by kind. */
export interface Inbox {
  person: Named | null;
  day: string;
  totals: Record<string, number>;
  overdue: number;
  items: InboxItem[];
  next: string | null;
}

/** A number or a severity of a rule, which a setting of the workspace can change. */
export interface RuleParameter {
  name: string;
  value: unknown;
  default: unknown;
  minimum?: number;
  maximum?: number;
  choices?: string[];
  description: string;
}

/** A rule of the check. */
export interface Rule {
  id: string;
  name: string;
  severity: RuleSeverity;
  default: RuleSeverity;
  why: string;
  example: string;
  ask: string;
  parameters: RuleParameter[];
}

/** All rules. */
export interface RuleList {
  items: Rule[];
}

/** A scenario by its key, or steps; of the two exactly one. */
export interface StressRequest {
  scenario?: string;
  steps?: unknown[];
  day?: string;
}

/** What the copy is to be called and is for; without a scope that of the original, null for the whole company. */
export interface MapCopyRequest {
  name?: string;
  code?: string;
  scope?: string | null;
}

/** What changes, counted. */
export interface MapEffectTotals {
  changed: number;
  gaps_new: number;
  gaps_gone: number;
  conflicts_new: number;
  conflicts_gone: number;
  duals_new: number;
  duals_gone: number;
}

/** Who is accountable on one side of the change. */
export interface MapEffectSide {
  outcome: Outcome;
  role: Role | null;
  people: Holder[];
}

/** A product and an activity that change hands. */
export interface MapEffectItem {
  product: string;
  product_name: string;
  activity: string;
  activity_name: string;
  before: MapEffectSide;
  after: MapEffectSide;
}

/** What a map would change if it decided for its scope. */
export interface MapEffect {
  map: Named;
  against: Named | null;
  day: string;
  products: number;
  pairs: number;
  totals: MapEffectTotals;
  items: MapEffectItem[];
  next: string | null;
}

/** What a map says about an activity. */
export interface MapComparisonEntry {
  entry: string;
  side: Side;
  accountable: Role;
  responsible: Role[];
  consulted: Role[];
  informed: Role[];
  from_stage: Stage;
  to_stage: Stage;
  horizons: Horizon[];
  four_eyes: boolean;
}

/** An activity on both maps; differs names the members in which they are not the same. */
export interface MapComparisonItem {
  activity: string;
  code: string;
  name: string;
  one: MapComparisonEntry | null;
  other: MapComparisonEntry | null;
  differs: string[];
}

/** How many entries are the same, differ, or are on one map only. */
export interface MapComparisonTotals {
  same: number;
  different: number;
  only_one: number;
  only_other: number;
}

/** Two maps side by side. */
export interface MapComparison {
  one: Named;
  other: Named;
  totals: MapComparisonTotals;
  items: MapComparisonItem[];
}

/** A step of a scenario, and in words. */
export interface StressStep {
  do: string;
  words: string;
}

/** What the organisation comes to: pairs of product and activity by outcome, findings. */
export interface StressState {
  one: number;
  gap: number;
  conflict: number;
  dual: number;
  rest: number;
  errors: number;
  warnings: number;
  infos: number;
  products: number;
}

/** What is different afterwards, counted. */
export interface StressTotals {
  gaps_new: number;
  conflicts_new: number;
  duals_new: number;
  handed_over: number;
  relieved: number;
  findings_new: number;
  gates_unsigned: number;
  hand_offs_stuck: number;
}

/** Who is accountable on one side. */
export interface StressOutcome {
  outcome: Outcome;
  role: Role | null;
  people: Holder[];
}

/** A product and activity that changes, the worst first. */
export interface StressItem {
  product: string;
  product_name: string;
  activity: string;
  activity_name: string;
  change: StressChange;
  before: StressOutcome;
  after: StressOutcome;
}

/** Findings of a rule before and after. */
export interface StressRule {
  rule: string;
  before: number;
  after: number;
  appeared: number;
  gone: number;
}

/** A finding that would be new. */
export interface StressFinding {
  rule: string;
  severity: Severity;
  resource: string;
  key: string;
  title: string;
  accountable: Named | null;
  message: string;
}

/** Over how many products a person holds a role, before and after. */
export interface StressSpan {
  person: Named;
  role: Role;
  before: number;
  after: number;
}

/** A criterion that nobody could sign any more. */
export interface StressGate {
  gate: string;
  stage: Stage;
  criterion: Named;
  product: Named;
  activity: Named;
}

/** A hand-off that nobody could take any more. */
export interface StressHandOff {
  hand_off: Named;
  product: Named;
  to_role: Role;
  to_person: Named | null;
}

/** What would break if a scenario came true. */
export interface StressReport {
  scenario: Named | null;
  day: string;
  steps: StressStep[];
  same_map: boolean;
  breaks: boolean;
  before: StressState;
  after: StressState;
  totals: StressTotals;
  items: StressItem[];
  left_out: number;
  rules: StressRule[];
  findings: StressFinding[];
  spans: StressSpan[];
  gates: StressGate[];
  hand_offs: StressHandOff[];
}

/** Keys of 1 to 20 scenarios. */
export interface StressComparisonRequest {
  scenarios: string[];
  day?: string;
}

/** A scenario in short. */
export interface StressComparisonItem {
  scenario: Named | null;
  day: string;
  same_map: boolean;
  breaks: boolean;
  before: StressState;
  after: StressState;
  totals: StressTotals;
  widest_span: number;
}

/** Scenarios side by side. */
export interface StressComparison {
  items: StressComparisonItem[];
}

/** What would be left without anybody if one person were not there. */
export interface SinglePoint {
  person: Named;
  score: number;
  gaps: number;
  gaps_current: number;
  gaps_next: number;
  gaps_future: number;
  conflicts: number;
  duals: number;
  taken_over: number;
  products: number;
  gap_products: number;
  roles: Role[];
  worst: Named | null;
  why: string;
}

/** People, hardest to do without first, of so many whose absence changes anything. */
export interface SinglePointList {
  items: SinglePoint[];
  people: number;
}

/** Who signs or decides, by the map in force. */
export interface Signer {
  role: Role | null;
  outcome: Outcome;
  people: Holder[];
}

/** A criterion with its activity and its signer. */
export interface GateSheetCriterion extends GateCriterion {
  activity_name: string | null;
  activity_code: string | null;
  signed_by_name: string | null;
  signer: Signer;
}

/** A day that was planned, and the one that took its place. */
export interface GateSlip {
  from: string;
  to: string | null;
  at: string;
  by: string;
}

/** A consultation with the name of the person asked. */
export interface GateSheetConsultation extends Consultation {
  person_name: string | null;
}

/** A gate with all that belongs to it. */
export interface GateSheetGate extends Gate {
  decided_by_name: string | null;
  decider: Signer;
  green: number;
  red: number;
  open: number;
  criteria: GateSheetCriterion[];
  slips: GateSlip[];
  consultations: GateSheetConsultation[];
}

/** The gates of a product in the order of their stages; without_gate: stages that it reached without one. */
export interface GateSheet {
  day: string;
  product: Named;
  stage: Stage;
  horizon: Horizon | null;
  next_stage: Stage | null;
  without_gate: Stage[];
  gates: GateSheetGate[];
}

/** A hand-off: who has it now, since when, and whether it is overdue. */
export interface HandOffTimelineItem {
  key: string;
  kind: HandOffKind;
  title: string;
  product: Named;
  release: Named | null;
  from_role: Role;
  from: Named | null;
  to_role: Role;
  to: Named | null;
  status: HandOffStatus;
  due_on: string;
  offered_on: string | null;
  answered_on: string | null;
  answered_by: Named | null;
  reason: string | null;
  returns: number;
  items: number;
  items_done: number;
  held_by: Named | null;
  since: string;
  age_days: number;
  waiting: boolean;
  overdue: boolean;
}

/** Hand-offs: what waits first, the most urgent at the top; more is true when some were left out. */
export interface HandOffTimeline {
  day: string;
  items: HandOffTimelineItem[];
  more: boolean;
}

/** A CSV file to look into. */
export interface ImportFile {
  resource: string;
  file_name: string;
  content: string;
}

/** A CSV file to take in; without a mapping, columns go to the fields of their name. */
export interface ImportRequest extends ImportFile {
  mapping?: unknown;
  dry_run?: boolean;
}

/** A column of a file, and the field that it seems to be. */
export interface ImportColumn {
  name: string;
  samples: string[];
  suggestion: string | null;
  confidence: number;
}

/** What is in a file. */
export interface ImportPreview {
  encoding: string;
  delimiter: string;
  columns: ImportColumn[];
  rows: number;
  mapping: unknown;
}

/** A row that cannot be taken, or a note about one that can. */
export interface ImportRemark {
  line: number;
  column: string | null;
  value: string | null;
  reason: string;
}

/** What came of an import, or would come of it; import is null when nothing was stored. */
export interface ImportResult {
  import: string | null;
  resource: string;
  dry_run: boolean;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  also_created: Record<string, number>;
  also_updated: Record<string, number>;
  kept: number;
  rejected_rows: number;
  rejected: ImportRemark[];
  warnings: ImportRemark[];
  preview: unknown[];
}

/** A key that a record had before, and still answers to. */
export interface FormerKey {
  key: string;
  current_key: string;
}

/** What an imported file referred to, and was not there. */
export interface KeptReference {
  record: string;
  field: string;
  value: string;
  source: string | null;
}

/** A part of a data set's rows, or of what came out of a price study. */
export interface PriceText {
  record: string;
  kind: string;
  number: string;
  content: string;
}

/** A whole workspace: its settings, and the records of every resource by its plural name. */
export interface Workspace {
  tandem_export: number;
  workspace: Record<string, string>;
  resources: Record<string, unknown>;
  former_keys: FormerKey[];
  kept_references: KeptReference[];
  price_texts: PriceText[];
}

/** All records of a resource. */
export interface ResourceExport {
  resource: string;
  items: unknown[];
}

/** The user who is signed in. */
export interface SessionUser {
  key: string;
  name: string;
  email: string;
  role: AccessRole;
  person: string | null;
}

/** What everybody may know of the workspace. */
export interface SessionWorkspace {
  name: string;
}

/** Why single sign-on may let somebody down, as a code in the address and in words. */
export interface SignInRefusal {
  code: SignInRefusalCode;
  sentence: string;
}

/** The other way to sign in: what its button says, and where it leads. */
export interface SingleSignOn {
  label: string;
  path: string;
  refusals: SignInRefusal[];
}

/** Who is signed in; setup is true while there is no administrator yet. single_sign_on is null where it is not configured, and for somebody who is signed in. */
export interface Session {
  user: SessionUser | null;
  setup: boolean;
  workspace: SessionWorkspace;
  single_sign_on: SingleSignOn | null;
}

/** What proves who somebody is. */
export interface Credentials {
  email: string;
  password: string;
}

/** The password as it is, and as it is to be. */
export interface PasswordChange {
  current: string;
  new: string;
}

/** The first administrator. */
export interface Setup {
  token: string;
  name: string;
  email: string;
  password: string;
}

/** Whom to invite. */
export interface InvitationRequest {
  name: string;
  email: string;
  role: AccessRole;
}

/** The link to send to the invited user; it works once. */
export interface Invitation {
  link: string;
}

/** The token of the link, and the password that the user chose. */
export interface InvitationAcceptance {
  token: string;
  password: string;
}

/** A new token with its secret. */
export interface TokenCreated extends Token {
  secret: string;
}

/** Settings by name: workspace_name, check.RULE.PARAMETER, check.RULE.severity, prefix.RESOURCE, oidc.NAME. */
export interface Settings {
  workspace_name?: string;
  [name: string]: unknown;
}

/** An OpenAPI 3.1 document. */
export interface Document {
  [name: string]: unknown;
}

/** One of the values of a choice. */
export interface DescriptionChoice {
  code: string;
  label: string;
}

/** A field of a resource. */
export interface DescriptionField {
  name: string;
  label: string;
  help: string;
  type: string;
  required: boolean;
  nullable: boolean;
  creatable: boolean;
  updatable: boolean;
  filter: boolean;
  minimum?: number;
  maximum?: number;
  scale?: number;
  default?: string;
  choices?: DescriptionChoice[];
  targets?: string[];
}

/** An action of a resource, with the fields that it takes. */
export interface DescriptionAction {
  name: string;
  label: string;
  help: string;
  fields: DescriptionField[];
}

/** Records of another resource that point to a record. */
export interface DescriptionLink {
  name: string;
  resource: string;
  field: string;
}

/** The verbs that a role has on all records, and on its own ones. */
export interface DescriptionVerbs {
  all: string[];
  own: string[];
}

/** A resource. */
export interface DescriptionResource {
  name: string;
  singular: string;
  label: string;
  label_plural: string;
  prefix: string;
  help: string;
  title: string | null;
  read_only: boolean;
  sorts: string[];
  fields: DescriptionField[];
  actions: DescriptionAction[];
  links: DescriptionLink[];
  permissions: Record<string, DescriptionVerbs>;
}

/** All resources, in an order in which references point backwards. */
export interface Description {
  resources: DescriptionResource[];
}

/** The version of the program. */
export interface Version {
  version: string;
}

/** Whether the server works. */
export interface Health {
  status: string;
}

/** What is wrong with a field; field is null for the input as a whole. */
export interface FieldProblem {
  field: string | null;
  message: string;
  line?: number;
  column?: number;
}

/** An error (RFC 9457): instance is the number of the request, current the record as it is when somebody else was faster; an import adds its result. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors: FieldProblem[];
  current?: unknown;
}
