CREATE TABLE schema_version (
    version BIGINT NOT NULL
);
CREATE TABLE record (
    key TEXT COLLATE "C" PRIMARY KEY,
    resource TEXT COLLATE "C" NOT NULL
);
CREATE TABLE record_alias (
    key TEXT COLLATE "C" PRIMARY KEY,
    current_key TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX record_alias_current ON record_alias (current_key);
CREATE TABLE sequence (
    prefix TEXT COLLATE "C" PRIMARY KEY,
    last BIGINT NOT NULL
);
CREATE TABLE setting (
    name TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL
);
CREATE TABLE price_text (
    record TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,
    kind TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (record, kind, number)
);
CREATE TABLE dangling_reference (
    record TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,
    field TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    import_key TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (record, field)
);
CREATE TABLE credential (
    user_key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,
    hash TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE TABLE session (
    hash TEXT COLLATE "C" PRIMARY KEY,
    user_key TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    address TEXT COLLATE "C" NOT NULL
);
CREATE INDEX session_of_user ON session (user_key);
CREATE INDEX session_created ON session (created_at);
CREATE TABLE one_time_link (
    hash TEXT COLLATE "C" PRIMARY KEY,
    purpose TEXT COLLATE "C" NOT NULL CHECK (purpose IN ('setup', 'invitation', 'password')),
    user_key TEXT COLLATE "C" REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX one_time_link_user ON one_time_link (user_key);
CREATE TABLE token_secret (
    token_key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,
    hash TEXT COLLATE "C" NOT NULL UNIQUE
);
CREATE TABLE idempotency (
    user_key TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    request_hash TEXT COLLATE "C" NOT NULL,
    status BIGINT NOT NULL,
    record_key TEXT COLLATE "C",
    body TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_key, name)
);
CREATE INDEX idempotency_created ON idempotency (created_at);
CREATE TABLE unit (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C"
);
CREATE UNIQUE INDEX unit_external ON unit (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX unit_by_name ON unit (lower(name), key);
CREATE INDEX unit_by_key ON unit (length(key), key);
CREATE INDEX unit_by_created_at ON unit (created_at, key);
CREATE INDEX unit_by_changed_at ON unit (changed_at, key);
CREATE TABLE person (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C",
    email TEXT COLLATE "C",
    manager TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    unit TEXT COLLATE "C" REFERENCES unit (key) ON UPDATE CASCADE,
    capacity_hours BIGINT,
    joined_on TEXT COLLATE "C",
    left_on TEXT COLLATE "C"
);
CREATE UNIQUE INDEX person_external ON person (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX person_of_manager ON person (manager, lower(name), key);
CREATE INDEX person_of_manager_by_key ON person (manager, length(key), key);
CREATE INDEX person_of_manager_by_created_at ON person (manager, created_at, key);
CREATE INDEX person_of_manager_by_changed_at ON person (manager, changed_at, key);
CREATE INDEX person_of_unit ON person (unit, lower(name), key);
CREATE INDEX person_of_unit_by_key ON person (unit, length(key), key);
CREATE INDEX person_of_unit_by_created_at ON person (unit, created_at, key);
CREATE INDEX person_of_unit_by_changed_at ON person (unit, changed_at, key);
CREATE INDEX person_by_name ON person (lower(name), key);
CREATE INDEX person_by_key ON person (length(key), key);
CREATE INDEX person_by_created_at ON person (created_at, key);
CREATE INDEX person_by_changed_at ON person (changed_at, key);
CREATE TABLE line (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" REFERENCES unit (key) ON UPDATE CASCADE,
    parent TEXT COLLATE "C" REFERENCES line (key) ON UPDATE CASCADE,
    description TEXT COLLATE "C",
    key_prefix TEXT COLLATE "C"
);
CREATE UNIQUE INDEX line_external ON line (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX line_of_unit ON line (unit, lower(name), key);
CREATE INDEX line_of_unit_by_key ON line (unit, length(key), key);
CREATE INDEX line_of_unit_by_created_at ON line (unit, created_at, key);
CREATE INDEX line_of_unit_by_changed_at ON line (unit, changed_at, key);
CREATE INDEX line_of_parent ON line (parent, lower(name), key);
CREATE INDEX line_of_parent_by_key ON line (parent, length(key), key);
CREATE INDEX line_of_parent_by_created_at ON line (parent, created_at, key);
CREATE INDEX line_of_parent_by_changed_at ON line (parent, changed_at, key);
CREATE INDEX line_by_name ON line (lower(name), key);
CREATE INDEX line_by_key ON line (length(key), key);
CREATE INDEX line_by_created_at ON line (created_at, key);
CREATE INDEX line_by_changed_at ON line (changed_at, key);
CREATE TABLE product (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    line TEXT COLLATE "C" REFERENCES line (key) ON UPDATE CASCADE,
    description TEXT COLLATE "C",
    stage TEXT COLLATE "C" NOT NULL CONSTRAINT product_stage CHECK (stage IN ('conceive', 'plan', 'develop', 'qualify', 'launch', 'deliver', 'retire', 'retired')),
    horizon_set TEXT COLLATE "C" NOT NULL CONSTRAINT product_horizon_set CHECK (horizon_set IN ('current', 'next', 'future', 'none')),
    conceive_on TEXT COLLATE "C",
    plan_on TEXT COLLATE "C",
    develop_on TEXT COLLATE "C",
    qualify_on TEXT COLLATE "C",
    launch_on TEXT COLLATE "C",
    deliver_on TEXT COLLATE "C",
    mature_on TEXT COLLATE "C",
    retire_on TEXT COLLATE "C",
    retired_on TEXT COLLATE "C",
    website TEXT COLLATE "C"
);
CREATE UNIQUE INDEX product_external ON product (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX product_of_line ON product (line, lower(name), key);
CREATE INDEX product_of_line_by_stage ON product (line, (CASE stage WHEN 'conceive' THEN 0 WHEN 'plan' THEN 1 WHEN 'develop' THEN 2 WHEN 'qualify' THEN 3 WHEN 'launch' THEN 4 WHEN 'deliver' THEN 5 WHEN 'retire' THEN 6 WHEN 'retired' THEN 7 END), key);
CREATE INDEX product_of_line_by_launch_on ON product (line, launch_on, key);
CREATE INDEX product_of_line_by_deliver_on ON product (line, deliver_on, key);
CREATE INDEX product_of_line_by_key ON product (line, length(key), key);
CREATE INDEX product_of_line_by_created_at ON product (line, created_at, key);
CREATE INDEX product_of_line_by_changed_at ON product (line, changed_at, key);
CREATE INDEX product_of_stage ON product (stage, lower(name), key);
CREATE INDEX product_of_horizon_set ON product (horizon_set, lower(name), key);
CREATE INDEX product_by_name ON product (lower(name), key);
CREATE INDEX product_by_stage ON product ((CASE stage WHEN 'conceive' THEN 0 WHEN 'plan' THEN 1 WHEN 'develop' THEN 2 WHEN 'qualify' THEN 3 WHEN 'launch' THEN 4 WHEN 'deliver' THEN 5 WHEN 'retire' THEN 6 WHEN 'retired' THEN 7 END), key);
CREATE INDEX product_by_launch_on ON product (launch_on, key);
CREATE INDEX product_by_deliver_on ON product (deliver_on, key);
CREATE INDEX product_by_key ON product (length(key), key);
CREATE INDEX product_by_created_at ON product (created_at, key);
CREATE INDEX product_by_changed_at ON product (changed_at, key);
CREATE TABLE release (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    product TEXT COLLATE "C" NOT NULL REFERENCES product (key) ON UPDATE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CONSTRAINT release_status CHECK (status IN ('planned', 'released', 'cancelled')),
    planned_on TEXT COLLATE "C",
    released_on TEXT COLLATE "C",
    lead TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    notes TEXT COLLATE "C"
);
CREATE UNIQUE INDEX release_external ON release (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX release_of_product ON release (product, lower(name), key);
CREATE INDEX release_of_product_by_status ON release (product, (CASE status WHEN 'planned' THEN 0 WHEN 'released' THEN 1 WHEN 'cancelled' THEN 2 END), key);
CREATE INDEX release_of_product_by_planned_on ON release (product, planned_on, key);
CREATE INDEX release_of_product_by_released_on ON release (product, released_on, key);
CREATE INDEX release_of_product_by_key ON release (product, length(key), key);
CREATE INDEX release_of_product_by_created_at ON release (product, created_at, key);
CREATE INDEX release_of_product_by_changed_at ON release (product, changed_at, key);
CREATE INDEX release_of_status ON release (status, lower(name), key);
CREATE INDEX release_of_lead ON release (lead, lower(name), key);
CREATE INDEX release_of_lead_by_status ON release (lead, (CASE status WHEN 'planned' THEN 0 WHEN 'released' THEN 1 WHEN 'cancelled' THEN 2 END), key);
CREATE INDEX release_of_lead_by_planned_on ON release (lead, planned_on, key);
CREATE INDEX release_of_lead_by_released_on ON release (lead, released_on, key);
CREATE INDEX release_of_lead_by_key ON release (lead, length(key), key);
CREATE INDEX release_of_lead_by_created_at ON release (lead, created_at, key);
CREATE INDEX release_of_lead_by_changed_at ON release (lead, changed_at, key);
CREATE INDEX release_by_name ON release (lower(name), key);
CREATE INDEX release_by_status ON release ((CASE status WHEN 'planned' THEN 0 WHEN 'released' THEN 1 WHEN 'cancelled' THEN 2 END), key);
CREATE INDEX release_by_planned_on ON release (planned_on, key);
CREATE INDEX release_by_released_on ON release (released_on, key);
CREATE INDEX release_by_key ON release (length(key), key);
CREATE INDEX release_by_created_at ON release (created_at, key);
CREATE INDEX release_by_changed_at ON release (changed_at, key);
CREATE TABLE assignment (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL REFERENCES person (key) ON UPDATE CASCADE,
    role TEXT COLLATE "C" NOT NULL CONSTRAINT assignment_role CHECK (role IN ('general_manager', 'head_of_product_management', 'head_of_product_marketing', 'head_of_engineering', 'product_manager', 'product_marketing_manager', 'engineering', 'design', 'user_research', 'sales', 'support', 'marketing_communications', 'contributor')),
    scope TEXT COLLATE "C" REFERENCES record (key) ON UPDATE CASCADE,
    share BIGINT,
    from_on TEXT COLLATE "C",
    to_on TEXT COLLATE "C",
    stand_in TEXT COLLATE "C"
);
CREATE UNIQUE INDEX assignment_external ON assignment (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX assignment_of_person_by_role ON assignment (person, (CASE role WHEN 'general_manager' THEN 0 WHEN 'head_of_product_management' THEN 1 WHEN 'head_of_product_marketing' THEN 2 WHEN 'head_of_engineering' THEN 3 WHEN 'product_manager' THEN 4 WHEN 'product_marketing_manager' THEN 5 WHEN 'engineering' THEN 6 WHEN 'design' THEN 7 WHEN 'user_research' THEN 8 WHEN 'sales' THEN 9 WHEN 'support' THEN 10 WHEN 'marketing_communications' THEN 11 WHEN 'contributor' THEN 12 END), key);
CREATE INDEX assignment_of_person_by_from_on ON assignment (person, from_on, key);
CREATE INDEX assignment_of_person_by_to_on ON assignment (person, to_on, key);
CREATE INDEX assignment_of_person_by_key ON assignment (person, length(key), key);
CREATE INDEX assignment_of_person_by_created_at ON assignment (person, created_at, key);
CREATE INDEX assignment_of_person_by_changed_at ON assignment (person, changed_at, key);
CREATE INDEX assignment_of_role ON assignment (role, person, key);
CREATE INDEX assignment_of_scope ON assignment (scope, person, key);
CREATE INDEX assignment_of_scope_by_role ON assignment (scope, (CASE role WHEN 'general_manager' THEN 0 WHEN 'head_of_product_management' THEN 1 WHEN 'head_of_product_marketing' THEN 2 WHEN 'head_of_engineering' THEN 3 WHEN 'product_manager' THEN 4 WHEN 'product_marketing_manager' THEN 5 WHEN 'engineering' THEN 6 WHEN 'design' THEN 7 WHEN 'user_research' THEN 8 WHEN 'sales' THEN 9 WHEN 'support' THEN 10 WHEN 'marketing_communications' THEN 11 WHEN 'contributor' THEN 12 END), key);
CREATE INDEX assignment_of_scope_by_from_on ON assignment (scope, from_on, key);
CREATE INDEX assignment_of_scope_by_to_on ON assignment (scope, to_on, key);
CREATE INDEX assignment_of_scope_by_key ON assignment (scope, length(key), key);
CREATE INDEX assignment_of_scope_by_created_at ON assignment (scope, created_at, key);
CREATE INDEX assignment_of_scope_by_changed_at ON assignment (scope, changed_at, key);
CREATE INDEX assignment_by_person ON assignment (person, key);
CREATE INDEX assignment_by_role ON assignment ((CASE role WHEN 'general_manager' THEN 0 WHEN 'head_of_product_management' THEN 1 WHEN 'head_of_product_marketing' THEN 2 WHEN 'head_of_engineering' THEN 3 WHEN 'product_manager' THEN 4 WHEN 'product_marketing_manager' THEN 5 WHEN 'engineering' THEN 6 WHEN 'design' THEN 7 WHEN 'user_research' THEN 8 WHEN 'sales' THEN 9 WHEN 'support' THEN 10 WHEN 'marketing_communications' THEN 11 WHEN 'contributor' THEN 12 END), key);
CREATE INDEX assignment_by_from_on ON assignment (from_on, key);
CREATE INDEX assignment_by_to_on ON assignment (to_on, key);
CREATE INDEX assignment_by_key ON assignment (length(key), key);
CREATE INDEX assignment_by_created_at ON assignment (created_at, key);
CREATE INDEX assignment_by_changed_at ON assignment (changed_at, key);
CREATE TABLE activity (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C",
    position BIGINT
);
CREATE UNIQUE INDEX activity_one_code ON activity (code);
CREATE UNIQUE INDEX activity_external ON activity (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX activity_by_name ON activity (lower(name), key);
CREATE INDEX activity_by_code ON activity (lower(code), key);
CREATE INDEX activity_by_position ON activity (position, key);
CREATE INDEX activity_by_key ON activity (length(key), key);
CREATE INDEX activity_by_created_at ON activity (created_at, key);
CREATE INDEX activity_by_changed_at ON activity (changed_at, key);
CREATE TABLE map (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C",
    description TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL CONSTRAINT map_status CHECK (status IN ('draft', 'in_force', 'superseded')),
    in_force_on TEXT COLLATE "C",
    superseded_on TEXT COLLATE "C",
    scope TEXT COLLATE "C" REFERENCES record (key) ON UPDATE CASCADE,
    mode TEXT COLLATE "C" NOT NULL CONSTRAINT map_mode CHECK (mode IN ('advisory', 'strict')),
    based_on TEXT COLLATE "C" REFERENCES map (key) ON UPDATE CASCADE,
    reason TEXT COLLATE "C",
    effect_read_on TEXT COLLATE "C",
    effect_read_by TEXT COLLATE "C"
);
CREATE UNIQUE INDEX map_one_code ON map (code);
CREATE UNIQUE INDEX map_external ON map (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX map_of_status ON map (status, lower(name), key);
CREATE INDEX map_of_scope ON map (scope, lower(name), key);
CREATE INDEX map_of_scope_by_code ON map (scope, lower(code), key);
CREATE INDEX map_of_scope_by_key ON map (scope, length(key), key);
CREATE INDEX map_of_scope_by_created_at ON map (scope, created_at, key);
CREATE INDEX map_of_scope_by_changed_at ON map (scope, changed_at, key);
CREATE INDEX map_of_mode ON map (mode, lower(name), key);
CREATE INDEX map_of_based_on ON map (based_on, lower(name), key);
CREATE INDEX map_of_based_on_by_code ON map (based_on, lower(code), key);
CREATE INDEX map_of_based_on_by_key ON map (based_on, length(key), key);
CREATE INDEX map_of_based_on_by_created_at ON map (based_on, created_at, key);
CREATE INDEX map_of_based_on_by_changed_at ON map (based_on, changed_at, key);
CREATE INDEX map_by_name ON map (lower(name), key);
CREATE INDEX map_by_code ON map (lower(code), key);
CREATE INDEX map_by_key ON map (length(key), key);
CREATE INDEX map_by_created_at ON map (created_at, key);
CREATE INDEX map_by_changed_at ON map (changed_at, key);
CREATE TABLE map_entry (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    map TEXT COLLATE "C" NOT NULL REFERENCES map (key) ON UPDATE CASCADE,
    activity TEXT COLLATE "C" NOT NULL REFERENCES activity (key) ON UPDATE CASCADE,
    side TEXT COLLATE "C" NOT NULL CONSTRAINT map_entry_side CHECK (side IN ('pm', 'shared', 'pmm')),
    accountable TEXT COLLATE "C" NOT NULL CONSTRAINT map_entry_accountable CHECK (accountable IN ('general_manager', 'head_of_product_management', 'head_of_product_marketing', 'head_of_engineering', 'product_manager', 'product_marketing_manager', 'engineering', 'design', 'user_research', 'sales', 'support', 'marketing_communications', 'contributor')),
    responsible TEXT COLLATE "C",
    consulted TEXT COLLATE "C",
    informed TEXT COLLATE "C",
    note TEXT COLLATE "C",
    from_stage TEXT COLLATE "C" CONSTRAINT map_entry_from_stage CHECK (from_stage IN ('conceive', 'plan', 'develop', 'qualify', 'launch', 'deliver', 'retire', 'retired')),
    to_stage TEXT COLLATE "C" CONSTRAINT map_entry_to_stage CHECK (to_stage IN ('conceive', 'plan', 'develop', 'qualify', 'launch', 'deliver', 'retire', 'retired')),
    horizons TEXT COLLATE "C",
    four_eyes BOOLEAN NOT NULL,
    follows TEXT COLLATE "C"
);
CREATE UNIQUE INDEX map_entry_one_together ON map_entry (map, activity, from_stage, horizons);
CREATE UNIQUE INDEX map_entry_external ON map_entry (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX map_entry_of_map ON map_entry (map, activity, key);
CREATE INDEX map_entry_of_map_by_key ON map_entry (map, length(key), key);
CREATE INDEX map_entry_of_map_by_created_at ON map_entry (map, created_at, key);
CREATE INDEX map_entry_of_map_by_changed_at ON map_entry (map, changed_at, key);
CREATE INDEX map_entry_of_activity_by_key ON map_entry (activity, length(key), key);
CREATE INDEX map_entry_of_activity_by_created_at ON map_entry (activity, created_at, key);
CREATE INDEX map_entry_of_activity_by_changed_at ON map_entry (activity, changed_at, key);
CREATE INDEX map_entry_of_side ON map_entry (side, activity, key);
CREATE INDEX map_entry_of_accountable ON map_entry (accountable, activity, key);
CREATE INDEX map_entry_of_from_stage ON map_entry (from_stage, activity, key);
CREATE INDEX map_entry_of_to_stage ON map_entry (to_stage, activity, key);
CREATE INDEX map_entry_of_four_eyes ON map_entry (four_eyes, activity, key);
CREATE INDEX map_entry_by_activity ON map_entry (activity, key);
CREATE INDEX map_entry_by_key ON map_entry (length(key), key);
CREATE INDEX map_entry_by_created_at ON map_entry (created_at, key);
CREATE INDEX map_entry_by_changed_at ON map_entry (changed_at, key);
CREATE TABLE delegation (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL REFERENCES person (key) ON UPDATE CASCADE,
    deputy TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    scope TEXT COLLATE "C" REFERENCES record (key) ON UPDATE CASCADE,
    from_on TEXT COLLATE "C" NOT NULL,
    to_on TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL CONSTRAINT delegation_reason CHECK (reason IN ('absence', 'delegation')),
    note TEXT COLLATE "C"
);
CREATE UNIQUE INDEX delegation_external ON delegation (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX delegation_of_person ON delegation (person, from_on, key);
CREATE INDEX delegation_of_person_by_key ON delegation (person, length(key), key);
CREATE INDEX delegation_of_deputy ON delegation (deputy, from_on, key);
CREATE INDEX delegation_of_deputy_by_key ON delegation (deputy, length(key), key);
CREATE INDEX delegation_of_scope ON delegation (scope, from_on, key);
CREATE INDEX delegation_of_scope_by_key ON delegation (scope, length(key), key);
CREATE INDEX delegation_of_reason ON delegation (reason, from_on, key);
CREATE INDEX delegation_by_from_on ON delegation (from_on, key);
CREATE INDEX delegation_by_key ON delegation (length(key), key);
CREATE TABLE gate_template (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT COLLATE "C" NOT NULL CONSTRAINT gate_template_stage CHECK (stage IN ('conceive', 'plan', 'develop', 'qualify', 'launch', 'deliver', 'retire', 'retired')),
    name TEXT COLLATE "C" NOT NULL,
    activity TEXT COLLATE "C" NOT NULL REFERENCES activity (key) ON UPDATE CASCADE,
    position BIGINT
);
CREATE UNIQUE INDEX gate_template_external ON gate_template (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX gate_template_of_activity ON gate_template (activity, (CASE stage WHEN 'conceive' THEN 0 WHEN 'plan' THEN 1 WHEN 'develop' THEN 2 WHEN 'qualify' THEN 3 WHEN 'launch' THEN 4 WHEN 'deliver' THEN 5 WHEN 'retire' THEN 6 WHEN 'retired' THEN 7 END), key);
CREATE INDEX gate_template_of_activity_by_position ON gate_template (activity, position, key);
CREATE INDEX gate_template_of_activity_by_key ON gate_template (activity, length(key), key);
CREATE INDEX gate_template_by_stage ON gate_template ((CASE stage WHEN 'conceive' THEN 0 WHEN 'plan' THEN 1 WHEN 'develop' THEN 2 WHEN 'qualify' THEN 3 WHEN 'launch' THEN 4 WHEN 'deliver' THEN 5 WHEN 'retire' THEN 6 WHEN 'retired' THEN 7 END), key);
CREATE INDEX gate_template_by_position ON gate_template (position, key);
CREATE INDEX gate_template_by_key ON gate_template (length(key), key);
CREATE TABLE gate (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    product TEXT COLLATE "C" NOT NULL REFERENCES product (key) ON UPDATE CASCADE,
    stage TEXT COLLATE "C" NOT NULL CONSTRAINT gate_stage CHECK (stage IN ('conceive', 'plan', 'develop', 'qualify', 'launch', 'deliver', 'retire', 'retired')),
    planned_on TEXT COLLATE "C",
    first_planned_on TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL CONSTRAINT gate_status CHECK (status IN ('open', 'passed', 'held', 'stopped', 'skipped')),
    decided_on TEXT COLLATE "C",
    decided_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    reason TEXT COLLATE "C",
    conditions TEXT COLLATE "C"
);
CREATE UNIQUE INDEX gate_one_together ON gate (product, stage);
CREATE UNIQUE INDEX gate_external ON gate (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX gate_of_product ON gate (product, planned_on, key);
CREATE INDEX gate_of_product_by_stage ON gate (product, (CASE stage WHEN 'conceive' THEN 0 WHEN 'plan' THEN 1 WHEN 'develop' THEN 2 WHEN 'qualify' THEN 3 WHEN 'launch' THEN 4 WHEN 'deliver' THEN 5 WHEN 'retire' THEN 6 WHEN 'retired' THEN 7 END), key);
CREATE INDEX gate_of_product_by_status ON gate (product, (CASE status WHEN 'open' THEN 0 WHEN 'passed' THEN 1 WHEN 'held' THEN 2 WHEN 'stopped' THEN 3 WHEN 'skipped' THEN 4 END), key);
CREATE INDEX gate_of_product_by_key ON gate (product, length(key), key);
CREATE INDEX gate_of_stage ON gate (stage, planned_on, key);
CREATE INDEX gate_of_status ON gate (status, planned_on, key);
CREATE INDEX gate_of_decided_by ON gate (decided_by, planned_on, key);
CREATE INDEX gate_of_decided_by_by_stage ON gate (decided_by, (CASE stage WHEN 'conceive' THEN 0 WHEN 'plan' THEN 1 WHEN 'develop' THEN 2 WHEN 'qualify' THEN 3 WHEN 'launch' THEN 4 WHEN 'deliver' THEN 5 WHEN 'retire' THEN 6 WHEN 'retired' THEN 7 END), key);
CREATE INDEX gate_of_decided_by_by_status ON gate (decided_by, (CASE status WHEN 'open' THEN 0 WHEN 'passed' THEN 1 WHEN 'held' THEN 2 WHEN 'stopped' THEN 3 WHEN 'skipped' THEN 4 END), key);
CREATE INDEX gate_of_decided_by_by_key ON gate (decided_by, length(key), key);
CREATE INDEX gate_by_planned_on ON gate (planned_on, key);
CREATE INDEX gate_by_stage ON gate ((CASE stage WHEN 'conceive' THEN 0 WHEN 'plan' THEN 1 WHEN 'develop' THEN 2 WHEN 'qualify' THEN 3 WHEN 'launch' THEN 4 WHEN 'deliver' THEN 5 WHEN 'retire' THEN 6 WHEN 'retired' THEN 7 END), key);
CREATE INDEX gate_by_status ON gate ((CASE status WHEN 'open' THEN 0 WHEN 'passed' THEN 1 WHEN 'held' THEN 2 WHEN 'stopped' THEN 3 WHEN 'skipped' THEN 4 END), key);
CREATE INDEX gate_by_key ON gate (length(key), key);
CREATE TABLE gate_criterion (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    gate TEXT COLLATE "C" NOT NULL REFERENCES gate (key) ON UPDATE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    activity TEXT COLLATE "C" NOT NULL REFERENCES activity (key) ON UPDATE CASCADE,
    position BIGINT,
    status TEXT COLLATE "C" NOT NULL CONSTRAINT gate_criterion_status CHECK (status IN ('open', 'green', 'red')),
    evidence TEXT COLLATE "C",
    note TEXT COLLATE "C",
    signed_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    signed_on TEXT COLLATE "C"
);
CREATE UNIQUE INDEX gate_criterion_external ON gate_criterion (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX gate_criterion_of_gate ON gate_criterion (gate, position, key);
CREATE INDEX gate_criterion_of_gate_by_status ON gate_criterion (gate, (CASE status WHEN 'open' THEN 0 WHEN 'green' THEN 1 WHEN 'red' THEN 2 END), key);
CREATE INDEX gate_criterion_of_gate_by_key ON gate_criterion (gate, length(key), key);
CREATE INDEX gate_criterion_of_activity ON gate_criterion (activity, position, key);
CREATE INDEX gate_criterion_of_activity_by_status ON gate_criterion (activity, (CASE status WHEN 'open' THEN 0 WHEN 'green' THEN 1 WHEN 'red' THEN 2 END), key);
CREATE INDEX gate_criterion_of_activity_by_key ON gate_criterion (activity, length(key), key);
CREATE INDEX gate_criterion_of_status ON gate_criterion (status, position, key);
CREATE INDEX gate_criterion_of_signed_by ON gate_criterion (signed_by, position, key);
CREATE INDEX gate_criterion_of_signed_by_by_status ON gate_criterion (signed_by, (CASE status WHEN 'open' THEN 0 WHEN 'green' THEN 1 WHEN 'red' THEN 2 END), key);
CREATE INDEX gate_criterion_of_signed_by_by_key ON gate_criterion (signed_by, length(key), key);
CREATE INDEX gate_criterion_by_position ON gate_criterion (position, key);
CREATE INDEX gate_criterion_by_status ON gate_criterion ((CASE status WHEN 'open' THEN 0 WHEN 'green' THEN 1 WHEN 'red' THEN 2 END), key);
CREATE INDEX gate_criterion_by_key ON gate_criterion (length(key), key);
CREATE TABLE hand_off (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    record TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT hand_off_kind CHECK (kind IN ('capability_brief', 'market_insight', 'other')),
    title TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C",
    from_role TEXT COLLATE "C" CONSTRAINT hand_off_from_role CHECK (from_role IN ('general_manager', 'head_of_product_management', 'head_of_product_marketing', 'head_of_engineering', 'product_manager', 'product_marketing_manager', 'engineering', 'design', 'user_research', 'sales', 'support', 'marketing_communications', 'contributor')),
    to_role TEXT COLLATE "C" CONSTRAINT hand_off_to_role CHECK (to_role IN ('general_manager', 'head_of_product_management', 'head_of_product_marketing', 'head_of_engineering', 'product_manager', 'product_marketing_manager', 'engineering', 'design', 'user_research', 'sales', 'support', 'marketing_communications', 'contributor')),
    from_person TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    to_person TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    due_on TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CONSTRAINT hand_off_status CHECK (status IN ('draft', 'offered', 'accepted', 'returned', 'withdrawn')),
    offered_on TEXT COLLATE "C",
    answered_on TEXT COLLATE "C",
    answered_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    reason TEXT COLLATE "C",
    returns BIGINT
);
CREATE UNIQUE INDEX hand_off_external ON hand_off (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX hand_off_of_record ON hand_off (record, due_on, key);
CREATE INDEX hand_off_of_record_by_status ON hand_off (record, (CASE status WHEN 'draft' THEN 0 WHEN 'offered' THEN 1 WHEN 'accepted' THEN 2 WHEN 'returned' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX hand_off_of_record_by_title ON hand_off (record, lower(title), key);
CREATE INDEX hand_off_of_record_by_key ON hand_off (record, length(key), key);
CREATE INDEX hand_off_of_kind ON hand_off (kind, due_on, key);
CREATE INDEX hand_off_of_from_role ON hand_off (from_role, due_on, key);
CREATE INDEX hand_off_of_to_role ON hand_off (to_role, due_on, key);
CREATE INDEX hand_off_of_from_person ON hand_off (from_person, due_on, key);
CREATE INDEX hand_off_of_from_person_by_status ON hand_off (from_person, (CASE status WHEN 'draft' THEN 0 WHEN 'offered' THEN 1 WHEN 'accepted' THEN 2 WHEN 'returned' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX hand_off_of_from_person_by_title ON hand_off (from_person, lower(title), key);
CREATE INDEX hand_off_of_from_person_by_key ON hand_off (from_person, length(key), key);
CREATE INDEX hand_off_of_to_person ON hand_off (to_person, due_on, key);
CREATE INDEX hand_off_of_to_person_by_status ON hand_off (to_person, (CASE status WHEN 'draft' THEN 0 WHEN 'offered' THEN 1 WHEN 'accepted' THEN 2 WHEN 'returned' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX hand_off_of_to_person_by_title ON hand_off (to_person, lower(title), key);
CREATE INDEX hand_off_of_to_person_by_key ON hand_off (to_person, length(key), key);
CREATE INDEX hand_off_of_status ON hand_off (status, due_on, key);
CREATE INDEX hand_off_of_answered_by ON hand_off (answered_by, due_on, key);
CREATE INDEX hand_off_of_answered_by_by_status ON hand_off (answered_by, (CASE status WHEN 'draft' THEN 0 WHEN 'offered' THEN 1 WHEN 'accepted' THEN 2 WHEN 'returned' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX hand_off_of_answered_by_by_title ON hand_off (answered_by, lower(title), key);
CREATE INDEX hand_off_of_answered_by_by_key ON hand_off (answered_by, length(key), key);
CREATE INDEX hand_off_by_due_on ON hand_off (due_on, key);
CREATE INDEX hand_off_by_status ON hand_off ((CASE status WHEN 'draft' THEN 0 WHEN 'offered' THEN 1 WHEN 'accepted' THEN 2 WHEN 'returned' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX hand_off_by_title ON hand_off (lower(title), key);
CREATE INDEX hand_off_by_key ON hand_off (length(key), key);
CREATE TABLE hand_off_item (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    hand_off TEXT COLLATE "C" NOT NULL REFERENCES hand_off (key) ON UPDATE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    position BIGINT,
    done BOOLEAN NOT NULL,
    evidence TEXT COLLATE "C"
);
CREATE UNIQUE INDEX hand_off_item_external ON hand_off_item (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX hand_off_item_of_hand_off ON hand_off_item (hand_off, position, key);
CREATE INDEX hand_off_item_of_hand_off_by_key ON hand_off_item (hand_off, length(key), key);
CREATE INDEX hand_off_item_of_done ON hand_off_item (done, position, key);
CREATE INDEX hand_off_item_by_position ON hand_off_item (position, key);
CREATE INDEX hand_off_item_by_key ON hand_off_item (length(key), key);
CREATE TABLE plan (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    product TEXT COLLATE "C" NOT NULL REFERENCES product (key) ON UPDATE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT plan_kind CHECK (kind IN ('plan', 'package')),
    description TEXT COLLATE "C",
    position BIGINT,
    is_private BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX plan_one_together ON plan (product, name);
CREATE UNIQUE INDEX plan_external ON plan (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX plan_of_product ON plan (product, position, key);
CREATE INDEX plan_of_product_by_name ON plan (product, lower(name), key);
CREATE INDEX plan_of_product_by_key ON plan (product, length(key), key);
CREATE INDEX plan_of_product_by_changed_at ON plan (product, changed_at, key);
CREATE INDEX plan_of_kind ON plan (kind, position, key);
CREATE INDEX plan_of_is_private ON plan (is_private, position, key);
CREATE INDEX plan_by_position ON plan (position, key);
CREATE INDEX plan_by_name ON plan (lower(name), key);
CREATE INDEX plan_by_key ON plan (length(key), key);
CREATE INDEX plan_by_changed_at ON plan (changed_at, key);
CREATE TABLE add_on (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    product TEXT COLLATE "C" NOT NULL REFERENCES product (key) ON UPDATE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C",
    position BIGINT,
    is_private BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX add_on_one_together ON add_on (product, name);
CREATE UNIQUE INDEX add_on_external ON add_on (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX add_on_of_product ON add_on (product, position, key);
CREATE INDEX add_on_of_product_by_name ON add_on (product, lower(name), key);
CREATE INDEX add_on_of_product_by_key ON add_on (product, length(key), key);
CREATE INDEX add_on_of_product_by_changed_at ON add_on (product, changed_at, key);
CREATE INDEX add_on_of_is_private ON add_on (is_private, position, key);
CREATE INDEX add_on_by_position ON add_on (position, key);
CREATE INDEX add_on_by_name ON add_on (lower(name), key);
CREATE INDEX add_on_by_key ON add_on (length(key), key);
CREATE INDEX add_on_by_changed_at ON add_on (changed_at, key);
CREATE TABLE plan_feature (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    product TEXT COLLATE "C" NOT NULL REFERENCES product (key) ON UPDATE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT plan_feature_kind CHECK (kind IN ('information', 'integration', 'domain', 'automation', 'management', 'guarantee', 'support', 'payment', 'renewable_limit', 'non_renewable_limit', 'response_driven_limit', 'time_driven_limit')),
    value_type TEXT COLLATE "C" NOT NULL CONSTRAINT plan_feature_value_type CHECK (value_type IN ('boolean', 'numeric', 'text')),
    default_value TEXT COLLATE "C",
    unit TEXT COLLATE "C",
    description TEXT COLLATE "C",
    tag TEXT COLLATE "C",
    subtype TEXT COLLATE "C",
    limit_of TEXT COLLATE "C",
    web_page TEXT COLLATE "C",
    position BIGINT
);
CREATE UNIQUE INDEX plan_feature_one_together ON plan_feature (product, name, kind);
CREATE UNIQUE INDEX plan_feature_external ON plan_feature (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX plan_feature_of_product ON plan_feature (product, position, key);
CREATE INDEX plan_feature_of_product_by_name ON plan_feature (product, lower(name), key);
CREATE INDEX plan_feature_of_product_by_key ON plan_feature (product, length(key), key);
CREATE INDEX plan_feature_of_product_by_changed_at ON plan_feature (product, changed_at, key);
CREATE INDEX plan_feature_of_kind ON plan_feature (kind, position, key);
CREATE INDEX plan_feature_of_value_type ON plan_feature (value_type, position, key);
CREATE INDEX plan_feature_by_position ON plan_feature (position, key);
CREATE INDEX plan_feature_by_name ON plan_feature (lower(name), key);
CREATE INDEX plan_feature_by_key ON plan_feature (length(key), key);
CREATE INDEX plan_feature_by_changed_at ON plan_feature (changed_at, key);
CREATE TABLE plan_feature_value (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    item TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    feature TEXT COLLATE "C" NOT NULL REFERENCES plan_feature (key) ON UPDATE CASCADE,
    value TEXT COLLATE "C" NOT NULL,
    is_extension BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX plan_feature_value_one_together ON plan_feature_value (item, feature, is_extension);
CREATE UNIQUE INDEX plan_feature_value_external ON plan_feature_value (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX plan_feature_value_of_item_by_feature ON plan_feature_value (item, feature, key);
CREATE INDEX plan_feature_value_of_item_by_key ON plan_feature_value (item, length(key), key);
CREATE INDEX plan_feature_value_of_item_by_changed_at ON plan_feature_value (item, changed_at, key);
CREATE INDEX plan_feature_value_of_feature ON plan_feature_value (feature, item, key);
CREATE INDEX plan_feature_value_of_feature_by_key ON plan_feature_value (feature, length(key), key);
CREATE INDEX plan_feature_value_of_feature_by_changed_at ON plan_feature_value (feature, changed_at, key);
CREATE INDEX plan_feature_value_of_is_extension ON plan_feature_value (is_extension, item, key);
CREATE INDEX plan_feature_value_by_item ON plan_feature_value (item, key);
CREATE INDEX plan_feature_value_by_feature ON plan_feature_value (feature, key);
CREATE INDEX plan_feature_value_by_key ON plan_feature_value (length(key), key);
CREATE INDEX plan_feature_value_by_changed_at ON plan_feature_value (changed_at, key);
CREATE TABLE add_on_link (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    add_on TEXT COLLATE "C" NOT NULL REFERENCES add_on (key) ON UPDATE CASCADE,
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT add_on_link_kind CHECK (kind IN ('available_for', 'depends_on', 'excludes')),
    other TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX add_on_link_one_together ON add_on_link (add_on, kind, other);
CREATE UNIQUE INDEX add_on_link_external ON add_on_link (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX add_on_link_of_add_on_by_kind ON add_on_link (add_on, (CASE kind WHEN 'available_for' THEN 0 WHEN 'depends_on' THEN 1 WHEN 'excludes' THEN 2 END), key);
CREATE INDEX add_on_link_of_add_on_by_key ON add_on_link (add_on, length(key), key);
CREATE INDEX add_on_link_of_add_on_by_changed_at ON add_on_link (add_on, changed_at, key);
CREATE INDEX add_on_link_of_kind ON add_on_link (kind, add_on, key);
CREATE INDEX add_on_link_of_other ON add_on_link (other, add_on, key);
CREATE INDEX add_on_link_of_other_by_kind ON add_on_link (other, (CASE kind WHEN 'available_for' THEN 0 WHEN 'depends_on' THEN 1 WHEN 'excludes' THEN 2 END), key);
CREATE INDEX add_on_link_of_other_by_key ON add_on_link (other, length(key), key);
CREATE INDEX add_on_link_of_other_by_changed_at ON add_on_link (other, changed_at, key);
CREATE INDEX add_on_link_by_add_on ON add_on_link (add_on, key);
CREATE INDEX add_on_link_by_kind ON add_on_link ((CASE kind WHEN 'available_for' THEN 0 WHEN 'depends_on' THEN 1 WHEN 'excludes' THEN 2 END), key);
CREATE INDEX add_on_link_by_key ON add_on_link (length(key), key);
CREATE INDEX add_on_link_by_changed_at ON add_on_link (changed_at, key);
CREATE TABLE price_list (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    scope TEXT COLLATE "C" REFERENCES record (key) ON UPDATE CASCADE,
    currency TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL CONSTRAINT price_list_status CHECK (status IN ('draft', 'published', 'expired')),
    valid_from_on TEXT COLLATE "C",
    valid_to_on TEXT COLLATE "C",
    replaces TEXT COLLATE "C" REFERENCES price_list (key) ON UPDATE CASCADE,
    edition TEXT COLLATE "C",
    dated_on TEXT COLLATE "C",
    billing TEXT COLLATE "C",
    web_page TEXT COLLATE "C",
    notes TEXT COLLATE "C"
);
CREATE UNIQUE INDEX price_list_external ON price_list (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX price_list_of_scope ON price_list (scope, lower(name), key);
CREATE INDEX price_list_of_scope_by_status ON price_list (scope, (CASE status WHEN 'draft' THEN 0 WHEN 'published' THEN 1 WHEN 'expired' THEN 2 END), key);
CREATE INDEX price_list_of_scope_by_valid_from_on ON price_list (scope, valid_from_on, key);
CREATE INDEX price_list_of_scope_by_key ON price_list (scope, length(key), key);
CREATE INDEX price_list_of_scope_by_changed_at ON price_list (scope, changed_at, key);
CREATE INDEX price_list_of_currency ON price_list (currency, lower(name), key);
CREATE INDEX price_list_of_currency_by_status ON price_list (currency, (CASE status WHEN 'draft' THEN 0 WHEN 'published' THEN 1 WHEN 'expired' THEN 2 END), key);
CREATE INDEX price_list_of_currency_by_valid_from_on ON price_list (currency, valid_from_on, key);
CREATE INDEX price_list_of_currency_by_key ON price_list (currency, length(key), key);
CREATE INDEX price_list_of_currency_by_changed_at ON price_list (currency, changed_at, key);
CREATE INDEX price_list_of_status ON price_list (status, lower(name), key);
CREATE INDEX price_list_of_replaces ON price_list (replaces, lower(name), key);
CREATE INDEX price_list_of_replaces_by_status ON price_list (replaces, (CASE status WHEN 'draft' THEN 0 WHEN 'published' THEN 1 WHEN 'expired' THEN 2 END), key);
CREATE INDEX price_list_of_replaces_by_valid_from_on ON price_list (replaces, valid_from_on, key);
CREATE INDEX price_list_of_replaces_by_key ON price_list (replaces, length(key), key);
CREATE INDEX price_list_of_replaces_by_changed_at ON price_list (replaces, changed_at, key);
CREATE INDEX price_list_by_name ON price_list (lower(name), key);
CREATE INDEX price_list_by_status ON price_list ((CASE status WHEN 'draft' THEN 0 WHEN 'published' THEN 1 WHEN 'expired' THEN 2 END), key);
CREATE INDEX price_list_by_valid_from_on ON price_list (valid_from_on, key);
CREATE INDEX price_list_by_key ON price_list (length(key), key);
CREATE INDEX price_list_by_changed_at ON price_list (changed_at, key);
CREATE TABLE price_point (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    price_list TEXT COLLATE "C" NOT NULL REFERENCES price_list (key) ON UPDATE CASCADE,
    item TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    amount BIGINT,
    wording TEXT COLLATE "C",
    unit TEXT COLLATE "C",
    billing_period TEXT COLLATE "C" NOT NULL CONSTRAINT price_point_billing_period CHECK (billing_period IN ('once', 'use', 'hour', 'day', 'week', 'month', 'quarter', 'half_year', 'year')),
    valid_from_on TEXT COLLATE "C" NOT NULL,
    valid_to_on TEXT COLLATE "C",
    replaces TEXT COLLATE "C" REFERENCES price_point (key) ON UPDATE CASCADE,
    reason TEXT COLLATE "C"
);
CREATE UNIQUE INDEX price_point_external ON price_point (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX price_point_of_price_list ON price_point (price_list, valid_from_on, key);
CREATE INDEX price_point_of_price_list_by_item ON price_point (price_list, item, key);
CREATE INDEX price_point_of_price_list_by_amount ON price_point (price_list, amount, key);
CREATE INDEX price_point_of_price_list_by_key ON price_point (price_list, length(key), key);
CREATE INDEX price_point_of_price_list_by_changed_at ON price_point (price_list, changed_at, key);
CREATE INDEX price_point_of_item ON price_point (item, valid_from_on, key);
CREATE INDEX price_point_of_item_by_amount ON price_point (item, amount, key);
CREATE INDEX price_point_of_item_by_key ON price_point (item, length(key), key);
CREATE INDEX price_point_of_item_by_changed_at ON price_point (item, changed_at, key);
CREATE INDEX price_point_of_billing_period ON price_point (billing_period, valid_from_on, key);
CREATE INDEX price_point_of_replaces ON price_point (replaces, valid_from_on, key);
CREATE INDEX price_point_of_replaces_by_item ON price_point (replaces, item, key);
CREATE INDEX price_point_of_replaces_by_amount ON price_point (replaces, amount, key);
CREATE INDEX price_point_of_replaces_by_key ON price_point (replaces, length(key), key);
CREATE INDEX price_point_of_replaces_by_changed_at ON price_point (replaces, changed_at, key);
CREATE INDEX price_point_by_valid_from_on ON price_point (valid_from_on, key);
CREATE INDEX price_point_by_item ON price_point (item, key);
CREATE INDEX price_point_by_amount ON price_point (amount, key);
CREATE INDEX price_point_by_key ON price_point (length(key), key);
CREATE INDEX price_point_by_changed_at ON price_point (changed_at, key);
CREATE TABLE competitor_price (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    competitor TEXT COLLATE "C" NOT NULL,
    product TEXT COLLATE "C" NOT NULL REFERENCES product (key) ON UPDATE CASCADE,
    plan_name TEXT COLLATE "C",
    amount BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C",
    billing_period TEXT COLLATE "C" NOT NULL CONSTRAINT competitor_price_billing_period CHECK (billing_period IN ('once', 'use', 'hour', 'day', 'week', 'month', 'quarter', 'half_year', 'year')),
    seen_on TEXT COLLATE "C" NOT NULL,
    confidence TEXT COLLATE "C" NOT NULL CONSTRAINT competitor_price_confidence CHECK (confidence IN ('low', 'medium', 'high')),
    seen_at TEXT COLLATE "C" NOT NULL,
    link TEXT COLLATE "C",
    notes TEXT COLLATE "C"
);
CREATE UNIQUE INDEX competitor_price_external ON competitor_price (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX competitor_price_of_competitor ON competitor_price (competitor, seen_on, key);
CREATE INDEX competitor_price_of_competitor_by_amount ON competitor_price (competitor, amount, key);
CREATE INDEX competitor_price_of_competitor_by_key ON competitor_price (competitor, length(key), key);
CREATE INDEX competitor_price_of_competitor_by_changed_at ON competitor_price (competitor, changed_at, key);
CREATE INDEX competitor_price_of_product ON competitor_price (product, seen_on, key);
CREATE INDEX competitor_price_of_product_by_competitor ON competitor_price (product, lower(competitor), key);
CREATE INDEX competitor_price_of_product_by_amount ON competitor_price (product, amount, key);
CREATE INDEX competitor_price_of_product_by_key ON competitor_price (product, length(key), key);
CREATE INDEX competitor_price_of_product_by_changed_at ON competitor_price (product, changed_at, key);
CREATE INDEX competitor_price_of_currency ON competitor_price (currency, seen_on, key);
CREATE INDEX competitor_price_of_currency_by_competitor ON competitor_price (currency, lower(competitor), key);
CREATE INDEX competitor_price_of_currency_by_amount ON competitor_price (currency, amount, key);
CREATE INDEX competitor_price_of_currency_by_key ON competitor_price (currency, length(key), key);
CREATE INDEX competitor_price_of_currency_by_changed_at ON competitor_price (currency, changed_at, key);
CREATE INDEX competitor_price_of_billing_period ON competitor_price (billing_period, seen_on, key);
CREATE INDEX competitor_price_of_confidence ON competitor_price (confidence, seen_on, key);
CREATE INDEX competitor_price_by_seen_on ON competitor_price (seen_on, key);
CREATE INDEX competitor_price_by_competitor ON competitor_price (lower(competitor), key);
CREATE INDEX competitor_price_by_amount ON competitor_price (amount, key);
CREATE INDEX competitor_price_by_key ON competitor_price (length(key), key);
CREATE INDEX competitor_price_by_changed_at ON competitor_price (changed_at, key);
CREATE TABLE cost (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    item TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT cost_kind CHECK (kind IN ('fixed', 'variable')),
    amount BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C",
    billing_period TEXT COLLATE "C" NOT NULL CONSTRAINT cost_billing_period CHECK (billing_period IN ('once', 'use', 'hour', 'day', 'week', 'month', 'quarter', 'half_year', 'year')),
    valid_from_on TEXT COLLATE "C" NOT NULL,
    notes TEXT COLLATE "C"
);
CREATE UNIQUE INDEX cost_one_together ON cost (item, name, valid_from_on);
CREATE UNIQUE INDEX cost_external ON cost (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX cost_of_item ON cost (item, valid_from_on, key);
CREATE INDEX cost_of_item_by_name ON cost (item, lower(name), key);
CREATE INDEX cost_of_item_by_amount ON cost (item, amount, key);
CREATE INDEX cost_of_item_by_key ON cost (item, length(key), key);
CREATE INDEX cost_of_item_by_changed_at ON cost (item, changed_at, key);
CREATE INDEX cost_of_kind ON cost (kind, valid_from_on, key);
CREATE INDEX cost_of_currency ON cost (currency, valid_from_on, key);
CREATE INDEX cost_of_currency_by_name ON cost (currency, lower(name), key);
CREATE INDEX cost_of_currency_by_amount ON cost (currency, amount, key);
CREATE INDEX cost_of_currency_by_key ON cost (currency, length(key), key);
CREATE INDEX cost_of_currency_by_changed_at ON cost (currency, changed_at, key);
CREATE INDEX cost_of_billing_period ON cost (billing_period, valid_from_on, key);
CREATE INDEX cost_by_valid_from_on ON cost (valid_from_on, key);
CREATE INDEX cost_by_name ON cost (lower(name), key);
CREATE INDEX cost_by_amount ON cost (amount, key);
CREATE INDEX cost_by_key ON cost (length(key), key);
CREATE INDEX cost_by_changed_at ON cost (changed_at, key);
CREATE TABLE price_data (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    product TEXT COLLATE "C" REFERENCES product (key) ON UPDATE CASCADE,
    note TEXT COLLATE "C",
    file_name TEXT COLLATE "C" NOT NULL,
    rows BIGINT NOT NULL,
    columns BIGINT NOT NULL,
    size BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    taken_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX price_data_external ON price_data (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX price_data_of_product ON price_data (product, lower(name), key);
CREATE INDEX price_data_of_product_by_taken_at ON price_data (product, taken_at, key);
CREATE INDEX price_data_of_product_by_key ON price_data (product, length(key), key);
CREATE INDEX price_data_by_name ON price_data (lower(name), key);
CREATE INDEX price_data_by_taken_at ON price_data (taken_at, key);
CREATE INDEX price_data_by_key ON price_data (length(key), key);
CREATE TABLE price_study (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL CONSTRAINT price_study_question CHECK (question IN ('volume', 'shares', 'willingness', 'choices', 'line', 'diffusion', 'decision')),
    product TEXT COLLATE "C" REFERENCES product (key) ON UPDATE CASCADE,
    data TEXT COLLATE "C" NOT NULL REFERENCES price_data (key) ON UPDATE CASCADE,
    further_data TEXT COLLATE "C",
    spec TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL CONSTRAINT price_study_status CHECK (status IN ('draft', 'queued', 'running', 'done', 'refused', 'failed', 'cancelled')),
    queued_at BIGINT,
    ran_at BIGINT,
    seconds DOUBLE PRECISION,
    method TEXT COLLATE "C",
    engine_version TEXT COLLATE "C",
    seed BIGINT,
    input_hash TEXT COLLATE "C",
    data_hash TEXT COLLATE "C",
    result_hash TEXT COLLATE "C",
    message TEXT COLLATE "C",
    recommended DOUBLE PRECISION,
    recommended_low DOUBLE PRECISION,
    recommended_high DOUBLE PRECISION
);
CREATE UNIQUE INDEX price_study_external ON price_study (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX price_study_of_question ON price_study (question, lower(name), key);
CREATE INDEX price_study_of_product ON price_study (product, lower(name), key);
CREATE INDEX price_study_of_product_by_queued_at ON price_study (product, queued_at, key);
CREATE INDEX price_study_of_product_by_ran_at ON price_study (product, ran_at, key);
CREATE INDEX price_study_of_product_by_key ON price_study (product, length(key), key);
CREATE INDEX price_study_of_data ON price_study (data, lower(name), key);
CREATE INDEX price_study_of_data_by_queued_at ON price_study (data, queued_at, key);
CREATE INDEX price_study_of_data_by_ran_at ON price_study (data, ran_at, key);
CREATE INDEX price_study_of_data_by_key ON price_study (data, length(key), key);
CREATE INDEX price_study_of_status ON price_study (status, lower(name), key);
CREATE INDEX price_study_by_name ON price_study (lower(name), key);
CREATE INDEX price_study_by_queued_at ON price_study (queued_at, key);
CREATE INDEX price_study_by_ran_at ON price_study (ran_at, key);
CREATE INDEX price_study_by_key ON price_study (length(key), key);
CREATE TABLE price_decision (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    item TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    price_point TEXT COLLATE "C" REFERENCES price_point (key) ON UPDATE CASCADE,
    study TEXT COLLATE "C" REFERENCES price_study (key) ON UPDATE CASCADE,
    proposed_amount BIGINT,
    currency TEXT COLLATE "C",
    recommended_low BIGINT,
    recommended_high BIGINT,
    options TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL CONSTRAINT price_decision_status CHECK (status IN ('proposed', 'approved', 'rejected', 'withdrawn')),
    decided_on TEXT COLLATE "C",
    decided_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    answer TEXT COLLATE "C"
);
CREATE UNIQUE INDEX price_decision_external ON price_decision (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX price_decision_of_item ON price_decision (item, decided_on, key);
CREATE INDEX price_decision_of_item_by_status ON price_decision (item, (CASE status WHEN 'proposed' THEN 0 WHEN 'approved' THEN 1 WHEN 'rejected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX price_decision_of_item_by_title ON price_decision (item, lower(title), key);
CREATE INDEX price_decision_of_item_by_key ON price_decision (item, length(key), key);
CREATE INDEX price_decision_of_item_by_changed_at ON price_decision (item, changed_at, key);
CREATE INDEX price_decision_of_price_point ON price_decision (price_point, decided_on, key);
CREATE INDEX price_decision_of_price_point_by_status ON price_decision (price_point, (CASE status WHEN 'proposed' THEN 0 WHEN 'approved' THEN 1 WHEN 'rejected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX price_decision_of_price_point_by_title ON price_decision (price_point, lower(title), key);
CREATE INDEX price_decision_of_price_point_by_key ON price_decision (price_point, length(key), key);
CREATE INDEX price_decision_of_price_point_by_changed_at ON price_decision (price_point, changed_at, key);
CREATE INDEX price_decision_of_study ON price_decision (study, decided_on, key);
CREATE INDEX price_decision_of_study_by_status ON price_decision (study, (CASE status WHEN 'proposed' THEN 0 WHEN 'approved' THEN 1 WHEN 'rejected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX price_decision_of_study_by_title ON price_decision (study, lower(title), key);
CREATE INDEX price_decision_of_study_by_key ON price_decision (study, length(key), key);
CREATE INDEX price_decision_of_study_by_changed_at ON price_decision (study, changed_at, key);
CREATE INDEX price_decision_of_currency ON price_decision (currency, decided_on, key);
CREATE INDEX price_decision_of_currency_by_status ON price_decision (currency, (CASE status WHEN 'proposed' THEN 0 WHEN 'approved' THEN 1 WHEN 'rejected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX price_decision_of_currency_by_title ON price_decision (currency, lower(title), key);
CREATE INDEX price_decision_of_currency_by_key ON price_decision (currency, length(key), key);
CREATE INDEX price_decision_of_currency_by_changed_at ON price_decision (currency, changed_at, key);
CREATE INDEX price_decision_of_status ON price_decision (status, decided_on, key);
CREATE INDEX price_decision_of_decided_by ON price_decision (decided_by, decided_on, key);
CREATE INDEX price_decision_of_decided_by_by_status ON price_decision (decided_by, (CASE status WHEN 'proposed' THEN 0 WHEN 'approved' THEN 1 WHEN 'rejected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX price_decision_of_decided_by_by_title ON price_decision (decided_by, lower(title), key);
CREATE INDEX price_decision_of_decided_by_by_key ON price_decision (decided_by, length(key), key);
CREATE INDEX price_decision_of_decided_by_by_changed_at ON price_decision (decided_by, changed_at, key);
CREATE INDEX price_decision_by_decided_on ON price_decision (decided_on, key);
CREATE INDEX price_decision_by_status ON price_decision ((CASE status WHEN 'proposed' THEN 0 WHEN 'approved' THEN 1 WHEN 'rejected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX price_decision_by_title ON price_decision (lower(title), key);
CREATE INDEX price_decision_by_key ON price_decision (length(key), key);
CREATE INDEX price_decision_by_changed_at ON price_decision (changed_at, key);
CREATE TABLE approval (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    record TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    activity TEXT COLLATE "C" NOT NULL REFERENCES activity (key) ON UPDATE CASCADE,
    title TEXT COLLATE "C" NOT NULL,
    proposal TEXT COLLATE "C",
    due_on TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL CONSTRAINT approval_status CHECK (status IN ('open', 'seconded', 'approved', 'rejected', 'withdrawn')),
    asked_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    decided_on TEXT COLLATE "C",
    decided_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    reason TEXT COLLATE "C",
    seconded_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    seconded_on TEXT COLLATE "C"
);
CREATE UNIQUE INDEX approval_external ON approval (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX approval_of_record ON approval (record, due_on, key);
CREATE INDEX approval_of_record_by_status ON approval (record, (CASE status WHEN 'open' THEN 0 WHEN 'seconded' THEN 1 WHEN 'approved' THEN 2 WHEN 'rejected' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX approval_of_record_by_title ON approval (record, lower(title), key);
CREATE INDEX approval_of_record_by_key ON approval (record, length(key), key);
CREATE INDEX approval_of_activity ON approval (activity, due_on, key);
CREATE INDEX approval_of_activity_by_status ON approval (activity, (CASE status WHEN 'open' THEN 0 WHEN 'seconded' THEN 1 WHEN 'approved' THEN 2 WHEN 'rejected' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX approval_of_activity_by_title ON approval (activity, lower(title), key);
CREATE INDEX approval_of_activity_by_key ON approval (activity, length(key), key);
CREATE INDEX approval_of_status ON approval (status, due_on, key);
CREATE INDEX approval_of_asked_by ON approval (asked_by, due_on, key);
CREATE INDEX approval_of_asked_by_by_status ON approval (asked_by, (CASE status WHEN 'open' THEN 0 WHEN 'seconded' THEN 1 WHEN 'approved' THEN 2 WHEN 'rejected' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX approval_of_asked_by_by_title ON approval (asked_by, lower(title), key);
CREATE INDEX approval_of_asked_by_by_key ON approval (asked_by, length(key), key);
CREATE INDEX approval_of_decided_by ON approval (decided_by, due_on, key);
CREATE INDEX approval_of_decided_by_by_status ON approval (decided_by, (CASE status WHEN 'open' THEN 0 WHEN 'seconded' THEN 1 WHEN 'approved' THEN 2 WHEN 'rejected' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX approval_of_decided_by_by_title ON approval (decided_by, lower(title), key);
CREATE INDEX approval_of_decided_by_by_key ON approval (decided_by, length(key), key);
CREATE INDEX approval_of_seconded_by ON approval (seconded_by, due_on, key);
CREATE INDEX approval_of_seconded_by_by_status ON approval (seconded_by, (CASE status WHEN 'open' THEN 0 WHEN 'seconded' THEN 1 WHEN 'approved' THEN 2 WHEN 'rejected' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX approval_of_seconded_by_by_title ON approval (seconded_by, lower(title), key);
CREATE INDEX approval_of_seconded_by_by_key ON approval (seconded_by, length(key), key);
CREATE INDEX approval_by_due_on ON approval (due_on, key);
CREATE INDEX approval_by_status ON approval ((CASE status WHEN 'open' THEN 0 WHEN 'seconded' THEN 1 WHEN 'approved' THEN 2 WHEN 'rejected' THEN 3 WHEN 'withdrawn' THEN 4 END), key);
CREATE INDEX approval_by_title ON approval (lower(title), key);
CREATE INDEX approval_by_key ON approval (length(key), key);
CREATE TABLE consultation (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    record TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    activity TEXT COLLATE "C" NOT NULL REFERENCES activity (key) ON UPDATE CASCADE,
    person TEXT COLLATE "C" NOT NULL REFERENCES person (key) ON UPDATE CASCADE,
    question TEXT COLLATE "C" NOT NULL,
    due_on TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL CONSTRAINT consultation_status CHECK (status IN ('open', 'agreed', 'objected', 'withdrawn')),
    answer TEXT COLLATE "C",
    answered_on TEXT COLLATE "C",
    answered_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    asked_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX consultation_external ON consultation (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX consultation_of_record ON consultation (record, due_on, key);
CREATE INDEX consultation_of_record_by_status ON consultation (record, (CASE status WHEN 'open' THEN 0 WHEN 'agreed' THEN 1 WHEN 'objected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX consultation_of_record_by_key ON consultation (record, length(key), key);
CREATE INDEX consultation_of_activity ON consultation (activity, due_on, key);
CREATE INDEX consultation_of_activity_by_status ON consultation (activity, (CASE status WHEN 'open' THEN 0 WHEN 'agreed' THEN 1 WHEN 'objected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX consultation_of_activity_by_key ON consultation (activity, length(key), key);
CREATE INDEX consultation_of_person ON consultation (person, due_on, key);
CREATE INDEX consultation_of_person_by_status ON consultation (person, (CASE status WHEN 'open' THEN 0 WHEN 'agreed' THEN 1 WHEN 'objected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX consultation_of_person_by_key ON consultation (person, length(key), key);
CREATE INDEX consultation_of_status ON consultation (status, due_on, key);
CREATE INDEX consultation_of_answered_by ON consultation (answered_by, due_on, key);
CREATE INDEX consultation_of_answered_by_by_status ON consultation (answered_by, (CASE status WHEN 'open' THEN 0 WHEN 'agreed' THEN 1 WHEN 'objected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX consultation_of_answered_by_by_key ON consultation (answered_by, length(key), key);
CREATE INDEX consultation_of_asked_by ON consultation (asked_by, due_on, key);
CREATE INDEX consultation_of_asked_by_by_status ON consultation (asked_by, (CASE status WHEN 'open' THEN 0 WHEN 'agreed' THEN 1 WHEN 'objected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX consultation_of_asked_by_by_key ON consultation (asked_by, length(key), key);
CREATE INDEX consultation_by_due_on ON consultation (due_on, key);
CREATE INDEX consultation_by_status ON consultation ((CASE status WHEN 'open' THEN 0 WHEN 'agreed' THEN 1 WHEN 'objected' THEN 2 WHEN 'withdrawn' THEN 3 END), key);
CREATE INDEX consultation_by_key ON consultation (length(key), key);
CREATE TABLE override (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    record TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    activity TEXT COLLATE "C" REFERENCES activity (key) ON UPDATE CASCADE,
    act TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    accountable TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    reason TEXT COLLATE "C",
    acted_on TEXT COLLATE "C" NOT NULL,
    acknowledged_on TEXT COLLATE "C",
    acknowledged_by TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX override_external ON override (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX override_of_record ON override (record, acted_on, key);
CREATE INDEX override_of_record_by_key ON override (record, length(key), key);
CREATE INDEX override_of_activity ON override (activity, acted_on, key);
CREATE INDEX override_of_activity_by_key ON override (activity, length(key), key);
CREATE INDEX override_of_person ON override (person, acted_on, key);
CREATE INDEX override_of_person_by_key ON override (person, length(key), key);
CREATE INDEX override_of_accountable ON override (accountable, acted_on, key);
CREATE INDEX override_of_accountable_by_key ON override (accountable, length(key), key);
CREATE INDEX override_of_acknowledged_by ON override (acknowledged_by, acted_on, key);
CREATE INDEX override_of_acknowledged_by_by_key ON override (acknowledged_by, length(key), key);
CREATE INDEX override_by_acted_on ON override (acted_on, key);
CREATE INDEX override_by_key ON override (length(key), key);
CREATE TABLE waiver (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    finding TEXT COLLATE "C" NOT NULL,
    record TEXT COLLATE "C" REFERENCES record (key) ON UPDATE CASCADE,
    reason TEXT COLLATE "C" NOT NULL,
    until_on TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX waiver_external ON waiver (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX waiver_of_rule ON waiver (rule, until_on, key);
CREATE INDEX waiver_of_rule_by_key ON waiver (rule, length(key), key);
CREATE INDEX waiver_of_finding ON waiver (finding, until_on, key);
CREATE INDEX waiver_of_finding_by_rule ON waiver (finding, lower(rule), key);
CREATE INDEX waiver_of_finding_by_key ON waiver (finding, length(key), key);
CREATE INDEX waiver_of_record ON waiver (record, until_on, key);
CREATE INDEX waiver_of_record_by_rule ON waiver (record, lower(rule), key);
CREATE INDEX waiver_of_record_by_key ON waiver (record, length(key), key);
CREATE INDEX waiver_of_person ON waiver (person, until_on, key);
CREATE INDEX waiver_of_person_by_rule ON waiver (person, lower(rule), key);
CREATE INDEX waiver_of_person_by_key ON waiver (person, length(key), key);
CREATE INDEX waiver_by_until_on ON waiver (until_on, key);
CREATE INDEX waiver_by_rule ON waiver (lower(rule), key);
CREATE INDEX waiver_by_key ON waiver (length(key), key);
CREATE TABLE scenario (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C",
    day_on TEXT COLLATE "C",
    steps TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX scenario_external ON scenario (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX scenario_by_name ON scenario (lower(name), key);
CREATE INDEX scenario_by_key ON scenario (length(key), key);
CREATE TABLE comment (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    record TEXT COLLATE "C" NOT NULL REFERENCES record (key) ON UPDATE CASCADE,
    body TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX comment_external ON comment (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX comment_of_record ON comment (record, created_at, key);
CREATE INDEX comment_of_record_by_changed_at ON comment (record, changed_at, key);
CREATE INDEX comment_of_record_by_key ON comment (record, length(key), key);
CREATE INDEX comment_by_created_at ON comment (created_at, key);
CREATE INDEX comment_by_changed_at ON comment (changed_at, key);
CREATE INDEX comment_by_key ON comment (length(key), key);
CREATE TABLE "user" (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL CONSTRAINT user_role CHECK (role IN ('viewer', 'member', 'organiser', 'administrator')),
    person TEXT COLLATE "C" REFERENCES person (key) ON UPDATE CASCADE,
    disabled BOOLEAN NOT NULL,
    digest TEXT COLLATE "C" NOT NULL CONSTRAINT user_digest CHECK (digest IN ('off', 'daily', 'weekly')),
    digest_sent_at BIGINT,
    subject TEXT COLLATE "C"
);
CREATE UNIQUE INDEX user_one_email ON "user" (email);
CREATE UNIQUE INDEX user_one_subject ON "user" (subject);
CREATE UNIQUE INDEX user_external ON "user" (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX user_of_role ON "user" (role, lower(name), key);
CREATE INDEX user_of_person ON "user" (person, lower(name), key);
CREATE INDEX user_of_person_by_email ON "user" (person, lower(email), key);
CREATE INDEX user_of_person_by_key ON "user" (person, length(key), key);
CREATE INDEX user_of_person_by_created_at ON "user" (person, created_at, key);
CREATE INDEX user_of_person_by_changed_at ON "user" (person, changed_at, key);
CREATE INDEX user_of_disabled ON "user" (disabled, lower(name), key);
CREATE INDEX user_of_digest ON "user" (digest, lower(name), key);
CREATE INDEX user_by_name ON "user" (lower(name), key);
CREATE INDEX user_by_email ON "user" (lower(email), key);
CREATE INDEX user_by_key ON "user" (length(key), key);
CREATE INDEX user_by_created_at ON "user" (created_at, key);
CREATE INDEX user_by_changed_at ON "user" (changed_at, key);
CREATE TABLE view (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    screen TEXT COLLATE "C" NOT NULL,
    query TEXT COLLATE "C" NOT NULL,
    shared BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX view_external ON view (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX view_of_screen ON view (screen, lower(name), key);
CREATE INDEX view_of_screen_by_key ON view (screen, length(key), key);
CREATE INDEX view_of_screen_by_created_at ON view (screen, created_at, key);
CREATE INDEX view_of_screen_by_changed_at ON view (screen, changed_at, key);
CREATE INDEX view_of_shared ON view (shared, lower(name), key);
CREATE INDEX view_by_name ON view (lower(name), key);
CREATE INDEX view_by_screen ON view (lower(screen), key);
CREATE INDEX view_by_key ON view (length(key), key);
CREATE INDEX view_by_created_at ON view (created_at, key);
CREATE INDEX view_by_changed_at ON view (changed_at, key);
CREATE TABLE token (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    "user" TEXT COLLATE "C" NOT NULL REFERENCES "user" (key) ON UPDATE CASCADE,
    scope TEXT COLLATE "C" NOT NULL CONSTRAINT token_scope CHECK (scope IN ('read', 'write', 'administer')),
    expires_on TEXT COLLATE "C" NOT NULL,
    last_used_on TEXT COLLATE "C"
);
CREATE UNIQUE INDEX token_external ON token (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX token_of_user ON token ("user", lower(name), key);
CREATE INDEX token_of_user_by_expires_on ON token ("user", expires_on, key);
CREATE INDEX token_of_user_by_key ON token ("user", length(key), key);
CREATE INDEX token_of_user_by_created_at ON token ("user", created_at, key);
CREATE INDEX token_of_user_by_changed_at ON token ("user", changed_at, key);
CREATE INDEX token_of_scope ON token (scope, lower(name), key);
CREATE INDEX token_by_name ON token (lower(name), key);
CREATE INDEX token_by_expires_on ON token (expires_on, key);
CREATE INDEX token_by_key ON token (length(key), key);
CREATE INDEX token_by_created_at ON token (created_at, key);
CREATE INDEX token_by_changed_at ON token (changed_at, key);
CREATE TABLE import_run (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    resource TEXT COLLATE "C" NOT NULL,
    file_name TEXT COLLATE "C" NOT NULL,
    rows BIGINT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    mapping TEXT COLLATE "C" NOT NULL,
    undone_at BIGINT
);
CREATE UNIQUE INDEX import_run_external ON import_run (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX import_run_of_resource ON import_run (resource, created_at, key);
CREATE INDEX import_run_of_resource_by_key ON import_run (resource, length(key), key);
CREATE INDEX import_run_by_created_at ON import_run (created_at, key);
CREATE INDEX import_run_by_key ON import_run (length(key), key);
CREATE TABLE check_run (
    key TEXT COLLATE "C" PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,
    source TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    day_on TEXT COLLATE "C" NOT NULL,
    errors BIGINT NOT NULL,
    warnings BIGINT NOT NULL,
    infos BIGINT NOT NULL,
    waived BIGINT NOT NULL,
    products BIGINT NOT NULL,
    rules TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX check_run_external ON check_run (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX check_run_by_taken_at ON check_run (taken_at, key);
CREATE INDEX check_run_by_key ON check_run (length(key), key);
CREATE TABLE history (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    via TEXT COLLATE "C" NOT NULL CONSTRAINT history_via CHECK (via IN ('api', 'cli', 'import', 'page', 'system')),
    resource TEXT COLLATE "C" NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    verb TEXT COLLATE "C" NOT NULL,
    changes TEXT COLLATE "C" NOT NULL,
    import TEXT COLLATE "C"
);
CREATE INDEX history_of_actor ON history (actor, id);
CREATE INDEX history_of_via ON history (via, id);
CREATE INDEX history_of_resource ON history (resource, id);
CREATE INDEX history_of_record ON history (record, id);
CREATE INDEX history_of_verb ON history (verb, id);
CREATE INDEX history_of_import ON history (import, id);
