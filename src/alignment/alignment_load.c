// SPDX-License-Identifier: Apache-2.0
// The alignment read from the store: one pass over each table, texts packed together, keys turned into
// indexes.
#include "alignment/alignment.h"
#include "base/calendar.h"
#include "store/store.h"

static const struct statement count_statement = {
    .name = "alignment_count",
    .common = SQL("SELECT (SELECT count(*) FROM gate), (SELECT count(*) FROM gate_criterion), "
                  "(SELECT count(*) FROM hand_off), (SELECT count(*) FROM approval), "
                  "(SELECT count(*) FROM consultation), (SELECT count(*) FROM override), "
                  "(SELECT count(*) FROM delegation), (SELECT count(*) FROM map)"),
    .parameters = "",
    .columns = "iiiiiiii",
};
static const struct statement gate_statement = {
    .name = "alignment_gates",
    .common = SQL("SELECT key, product, stage, status, planned_on, first_planned_on, decided_on, decided_by, "
                  "CASE WHEN reason IS NULL THEN 0 ELSE 1 END, "
                  "CASE WHEN conditions IS NULL THEN 0 ELSE 1 END FROM gate"),
    .parameters = "",
    .columns = "ttttttttii",
};
static const struct statement criterion_statement = {
    .name = "alignment_criteria",
    .common = SQL("SELECT key, name, gate, activity, status, signed_by, signed_on, "
                  "CASE WHEN evidence IS NULL THEN 0 ELSE 1 END FROM gate_criterion"),
    .parameters = "",
    .columns = "ttttttti",
};
static const struct statement hand_off_statement = {
    .name = "alignment_hand_offs",
    .common = SQL("SELECT h.key, h.title, h.record, l.product, h.kind, h.status, h.from_role, h.to_role, "
                  "h.from_person, h.to_person, h.due_on, h.offered_on, h.answered_on, h.returns "
                  "FROM hand_off h LEFT JOIN release l ON l.key = h.record"),
    .parameters = "",
    .columns = "ttttttttttttti",
};
static const struct statement item_statement = {
    .name = "alignment_items",
    .common = SQL("SELECT hand_off, CAST(count(*) AS BIGINT), "
                  "CAST(sum(CASE WHEN done THEN 0 ELSE 1 END) AS BIGINT) FROM hand_off_item "
                  "GROUP BY hand_off"),
    .parameters = "",
    .columns = "tii",
};
static const struct statement approval_statement = {
    .name = "alignment_approvals",
    .common = SQL("SELECT a.key, a.title, a.record, l.product, c.gate, a.activity, a.status, a.due_on, "
                  "a.decided_on, a.asked_by, a.decided_by, a.seconded_by "
                  "FROM approval a LEFT JOIN release l ON l.key = a.record "
                  "LEFT JOIN gate_criterion c ON c.key = a.record"),
    .parameters = "",
    .columns = "tttttttttttt",
};
static const struct statement consultation_statement = {
    .name = "alignment_consultations",
    .common = SQL("SELECT o.key, o.record, l.product, c.gate, o.activity, o.person, o.asked_by, o.status, "
                  "o.due_on, o.answered_on FROM consultation o LEFT JOIN release l ON l.key = o.record "
                  "LEFT JOIN gate_criterion c ON c.key = o.record"),
    .parameters = "",
    .columns = "tttttttttt",
};
static const struct statement override_statement = {
    .name = "alignment_overrides",
    .common = SQL("SELECT o.key, o.act, o.record, l.product, c.gate, o.activity, o.person, o.accountable, "
                  "o.acted_on, o.acknowledged_on, CASE WHEN o.reason IS NULL THEN 0 ELSE 1 END "
                  "FROM override o LEFT JOIN release l ON l.key = o.record "
                  "LEFT JOIN gate_criterion c ON c.key = o.record"),
    .parameters = "",
    .columns = "tttttttttti",
};
static const struct statement delegation_statement = {
    .name = "alignment_delegations",
    .common = SQL("SELECT key, person, deputy, scope, reason, from_on, to_on FROM delegation"),
    .parameters = "",
    .columns = "ttttttt",
};
static const struct statement map_statement = {
    .name = "alignment_maps",
    .common = SQL("SELECT m.key, m.name, m.status, m.mode, m.scope, m.in_force_on, m.superseded_on, "
                  "m.effect_read_on, m.based_on, "
                  "(SELECT count(*) FROM map_entry e WHERE e.map = m.key) FROM map m"),
    .parameters = "",
    .columns = "ttttttttti",
};
static const struct statement person_statement = {
    .name = "alignment_people",
    .common = SQL("SELECT key, title, capacity_hours FROM person "
                  "WHERE title IS NOT NULL OR capacity_hours IS NOT NULL"),
    .parameters = "",
    .columns = "tti",
};

static const struct statement *const statements[] = {&count_statement, &gate_statement, &criterion_statement,
    &hand_off_statement, &item_statement, &approval_statement, &consultation_statement, &override_statement,
    &delegation_statement, &map_statement, &person_statement};
const struct statement_list alignment_statements = {statements, sizeof statements / sizeof statements[0]};

#define POOL_BLOCK 65536

// Finds the index of a gate, a hand-off, an approval by its key; open addressing.
struct table {
    uint32_t *slots; // index + 1; 0 is free
    uint32_t mask;
};

struct loader {
    struct transaction *transaction;
    const struct organisation *organisation;
    struct alignment *alignment;
    struct arena *arena;
    struct table gates, hand_offs, approvals;
    char *pool; // where the next text goes
    size_t pool_left;
    bool failed; // no memory
};

// Copies a column's text; short texts share blocks.
static struct text column_keep(struct loader *loader, const struct cursor *row, unsigned column)
{
    const struct text text = cursor_text(row, column);
    if (text.length == 0) return (struct text){"", 0};
    if (text.length > loader->pool_left) {
        const size_t size = text.length > POOL_BLOCK ? text.length : POOL_BLOCK;
        loader->pool = arena_allocate(loader->arena, size);
        loader->pool_left = loader->pool ? size : 0;
    }
    if (!loader->pool) {
        loader->failed = true;
        return (struct text){"", 0};
    }
    const struct text kept = {memcpy(loader->pool, text.data, text.length), text.length};
    loader->pool += text.length;
    loader->pool_left -= text.length;
    return kept;
}

static int32_t column_date(const struct cursor *row, unsigned column)
{
    const struct text text = cursor_text(row, column);
    int32_t days;
    return text.length && calendar_parse_date(text, &days) ? days : ORGANISATION_NO_DATE;
}

static uint32_t column_person(const struct loader *loader, const struct cursor *row, unsigned column)
{
    return organisation_find_person(loader->organisation, cursor_text(row, column));
}

static uint32_t column_activity(const struct loader *loader, const struct cursor *row, unsigned column)
{
    return organisation_find_activity(loader->organisation, cursor_text(row, column));
}

// A choice by its place in the list; the first for what this program does not know.
static uint8_t column_choice(const struct cursor *row, unsigned column, const struct choice_list *choices)
{
    const int index = choice_index(choices, cursor_text(row, column));
    return (uint8_t)(index < 0 ? 0 : index);
}

static enum error table_make(struct table *table, uint32_t count, struct arena *arena)
{
    uint32_t slots = 8;
    while (slots < 2 * count)
        slots *= 2;
    table->slots = arena_array(arena, uint32_t, slots);
    table->mask = slots - 1;
    return table->slots ? ERROR_NONE : ERROR_MEMORY;
}

static void table_add(struct table *table, struct text key, uint32_t index)
{
    uint32_t slot = (uint32_t)text_hash(key) & table->mask;
    while (table->slots[slot])
        slot = (slot + 1) & table->mask;
    table->slots[slot] = index + 1;
}

// The elements of an array start with their key.
static uint32_t table_find(const struct table *table, const void *array, size_t size, struct text key)
{
    if (key.length == 0) return ORGANISATION_NONE;
    for (uint32_t slot = (uint32_t)text_hash(key) & table->mask; table->slots[slot];
         slot = (slot + 1) & table->mask) {
        const uint32_t index = table->slots[slot] - 1;
        const struct text *of = (const void *)((const char *)array + size * index);
        if (text_equal(*of, key)) return index;
    }
    return ORGANISATION_NONE;
}

static uint32_t gate_find(const struct loader *loader, struct text key)
{
    return table_find(&loader->gates, loader->alignment->gates, sizeof *loader->alignment->gates, key);
}

static uint32_t hand_off_find(const struct loader *loader, struct text key)
{
    return table_find(
        &loader->hand_offs, loader->alignment->hand_offs, sizeof *loader->alignment->hand_offs, key);
}

static uint32_t approval_find(const struct loader *loader, struct text key)
{
    return table_find(
        &loader->approvals, loader->alignment->approvals, sizeof *loader->alignment->approvals, key);
}

// What a record is or belongs to, as a scope: a product, line or unit; the product of a release (its key is
// given), a gate (its own key, or that of its criterion), a hand-off, an approval. ORGANISATION_NONE: nothing
// of the kind.
static uint32_t scope_find(
    const struct loader *loader, struct text record, struct text release_product, struct text criterion_gate)
{
    const struct organisation *organisation = loader->organisation;
    const struct alignment *alignment = loader->alignment;
    if (record.length == 0) return ORGANISATION_NONE;
    uint32_t scope = organisation_find_scope(organisation, record), product = ORGANISATION_NONE;
    if (scope != ORGANISATION_NONE) return scope;
    const uint32_t gate = gate_find(loader, criterion_gate.length ? criterion_gate : record);
    const uint32_t hand_off = hand_off_find(loader, record), approval = approval_find(loader, record);
    if (release_product.length) product = organisation_find_product(organisation, release_product);
    if (gate != ORGANISATION_NONE) product = alignment->gates[gate].product;
    if (hand_off != ORGANISATION_NONE) product = alignment->hand_offs[hand_off].product;
    if (product != ORGANISATION_NONE) return organisation_scope_of_product(organisation, product);
    return approval == ORGANISATION_NONE ? ORGANISATION_NONE : alignment->approvals[approval].scope;
}

static uint32_t product_of_scope(const struct loader *loader, uint32_t scope)
{
    uint32_t index;
    if (scope == ORGANISATION_NONE) return ORGANISATION_NONE;
    return organisation_scope_kind(loader->organisation, scope, &index) == SCOPE_OF_PRODUCT
               ? index
               : ORGANISATION_NONE;
}

static void take_gate(struct loader *loader, const struct cursor *row, uint32_t index)
{
    struct alignment_gate *gate = &loader->alignment->gates[index];
    *gate = (struct alignment_gate){
        .key = column_keep(loader, row, 0),
        .product = organisation_find_product(loader->organisation, cursor_text(row, 1)),
        .stage = column_choice(row, 2, &product_stages),
        .status = column_choice(row, 3, &gate_statuses),
        .planned_on = column_date(row, 4),
        .first_planned_on = column_date(row, 5),
        .decided_on = column_date(row, 6),
        .decided_by = column_person(loader, row, 7),
        .has_reason = cursor_integer(row, 8) != 0,
        .has_conditions = cursor_integer(row, 9) != 0,
    };
    table_add(&loader->gates, gate->key, index);
}

static void take_criterion(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->alignment->criteria[index] = (struct alignment_criterion){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .gate = gate_find(loader, cursor_text(row, 2)),
        .activity = column_activity(loader, row, 3),
        .status = column_choice(row, 4, &criterion_statuses),
        .signed_by = column_person(loader, row, 5),
        .signed_on = column_date(row, 6),
        .has_evidence = cursor_integer(row, 7) != 0,
    };
}

static void take_hand_off(struct loader *loader, const struct cursor *row, uint32_t index)
{
    struct alignment_hand_off *hand_off = &loader->alignment->hand_offs[index];
    *hand_off = (struct alignment_hand_off){
        .key = column_keep(loader, row, 0),
        .title = column_keep(loader, row, 1),
        .record = column_keep(loader, row, 2),
        .product =
            organisation_find_product(loader->organisation, cursor_text(row, cursor_is_null(row, 3) ? 2 : 3)),
        .kind = column_choice(row, 4, &hand_off_kinds),
        .status = column_choice(row, 5, &hand_off_statuses),
        .from_role = (uint8_t)people_role_parse(cursor_text(row, 6)),
        .to_role = (uint8_t)people_role_parse(cursor_text(row, 7)),
        .from_person = column_person(loader, row, 8),
        .to_person = column_person(loader, row, 9),
        .due_on = column_date(row, 10),
        .offered_on = column_date(row, 11),
        .answered_on = column_date(row, 12),
        .returns = cursor_is_null(row, 13) ? 0 : (int32_t)cursor_integer(row, 13),
    };
    table_add(&loader->hand_offs, hand_off->key, index);
}

static void take_items(struct loader *loader, const struct cursor *row, uint32_t index)
{
    const uint32_t hand_off = hand_off_find(loader, cursor_text(row, 0));
    (void)index;
    if (hand_off == ORGANISATION_NONE) return;
    loader->alignment->hand_offs[hand_off].items = (uint32_t)cursor_integer(row, 1);
    loader->alignment->hand_offs[hand_off].open_items = (uint32_t)cursor_integer(row, 2);
}

static void take_approval(struct loader *loader, const struct cursor *row, uint32_t index)
{
    struct alignment_approval *approval = &loader->alignment->approvals[index];
    const uint32_t scope = scope_find(loader, cursor_text(row, 2), cursor_text(row, 3), cursor_text(row, 4));
    *approval = (struct alignment_approval){
        .key = column_keep(loader, row, 0),
        .title = column_keep(loader, row, 1),
        .record = column_keep(loader, row, 2),
        .product = product_of_scope(loader, scope),
        .scope = scope,
        .activity = column_activity(loader, row, 5),
        .status = column_choice(row, 6, &approval_statuses),
        .due_on = column_date(row, 7),
        .decided_on = column_date(row, 8),
        .asked_by = column_person(loader, row, 9),
        .decided_by = column_person(loader, row, 10),
        .seconded_by = column_person(loader, row, 11),
    };
    table_add(&loader->approvals, approval->key, index);
}

static void take_consultation(struct loader *loader, const struct cursor *row, uint32_t index)
{
    const struct text record = cursor_text(row, 1), criterion_gate = cursor_text(row, 3);
    const uint32_t scope = scope_find(loader, record, cursor_text(row, 2), criterion_gate);
    loader->alignment->consultations[index] = (struct alignment_consultation){
        .key = column_keep(loader, row, 0),
        .record = column_keep(loader, row, 1),
        .product = product_of_scope(loader, scope),
        .scope = scope,
        .gate = gate_find(loader, criterion_gate.length ? criterion_gate : record),
        .approval = approval_find(loader, record),
        .activity = column_activity(loader, row, 4),
        .person = column_person(loader, row, 5),
        .asked_by = column_person(loader, row, 6),
        .status = column_choice(row, 7, &consultation_statuses),
        .due_on = column_date(row, 8),
        .answered_on = column_date(row, 9),
    };
}

static void take_override(struct loader *loader, const struct cursor *row, uint32_t index)
{
    const uint32_t scope = scope_find(loader, cursor_text(row, 2), cursor_text(row, 3), cursor_text(row, 4));
    loader->alignment->overrides[index] = (struct alignment_override){
        .key = column_keep(loader, row, 0),
        .act = column_keep(loader, row, 1),
        .record = column_keep(loader, row, 2),
        .product = product_of_scope(loader, scope),
        .scope = scope,
        .activity = column_activity(loader, row, 5),
        .person = column_person(loader, row, 6),
        .accountable = column_person(loader, row, 7),
        .acted_on = column_date(row, 8),
        .acknowledged_on = column_date(row, 9),
        .has_reason = cursor_integer(row, 10) != 0,
    };
}

static void take_delegation(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->alignment->delegations[index] = (struct alignment_delegation){
        .key = column_keep(loader, row, 0),
        .person = column_person(loader, row, 1),
        .deputy = column_person(loader, row, 2),
        .scope = organisation_find_scope(loader->organisation, cursor_text(row, 3)),
        .reason = column_choice(row, 4, &delegation_reasons),
        .from_on = column_date(row, 5),
        .to_on = column_date(row, 6),
    };
}

static void take_map(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->alignment->maps[index] = (struct alignment_map){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .status = column_choice(row, 2, &map_statuses),
        .mode = column_choice(row, 3, &map_modes),
        .scope = organisation_find_scope(loader->organisation, cursor_text(row, 4)),
        .in_force_on = column_date(row, 5),
        .superseded_on = column_date(row, 6),
        .effect_read_on = column_date(row, 7),
        .based_on = column_keep(loader, row, 8),
        .entries = (uint32_t)cursor_integer(row, 9),
    };
}

static void take_person(struct loader *loader, const struct cursor *row, uint32_t index)
{
    const uint32_t person = column_person(loader, row, 0);
    (void)index;
    if (person == ORGANISATION_NONE) return;
    loader->alignment->people[person].title = column_keep(loader, row, 1);
    if (!cursor_is_null(row, 2)) loader->alignment->people[person].capacity = (int32_t)cursor_integer(row, 2);
}

// Reads at most `capacity` rows: as many as were counted in the same snapshot.
static enum error rows_read(struct loader *loader, const struct statement *statement,
    void (*take)(struct loader *loader, const struct cursor *row, uint32_t index), uint32_t capacity)
{
    struct cursor *cursor = NULL;
    uint32_t count = 0;
    if (capacity == 0) return ERROR_NONE;
    enum error error = store_query(loader->transaction, statement, NULL, 0, &cursor);
    while (!error && count < capacity && !loader->failed) {
        error = cursor_next(cursor);
        if (!error) take(loader, cursor, count++);
    }
    cursor_close(cursor);
    if (error == ERROR_END) error = ERROR_NONE;
    return !error && loader->failed ? ERROR_MEMORY : error;
}

static enum error rows_count(struct loader *loader)
{
    struct alignment *alignment = loader->alignment;
    uint32_t *const counts[] = {&alignment->gate_count, &alignment->criterion_count,
        &alignment->hand_off_count, &alignment->approval_count, &alignment->consultation_count,
        &alignment->override_count, &alignment->delegation_count, &alignment->map_count};
    struct cursor *cursor = NULL;
    enum error error = store_query(loader->transaction, &count_statement, NULL, 0, &cursor);
    if (!error) error = cursor_next(cursor);
    for (unsigned i = 0; !error && i < sizeof counts / sizeof *counts; i++) {
        const int64_t count = cursor_integer(cursor, i);
        if (count > INT32_MAX / 4) error = ERROR_LIMIT;
        *counts[i] = (uint32_t)count;
    }
    cursor_close(cursor);
    return error;
}

static enum error arrays_make(struct loader *loader)
{
    struct alignment *to = loader->alignment;
    struct arena *arena = loader->arena;
    to->person_count = loader->organisation->person_count;
    to->gates = arena_array(arena, struct alignment_gate, to->gate_count);
    to->criteria = arena_array(arena, struct alignment_criterion, to->criterion_count);
    to->hand_offs = arena_array(arena, struct alignment_hand_off, to->hand_off_count);
    to->approvals = arena_array(arena, struct alignment_approval, to->approval_count);
    to->consultations = arena_array(arena, struct alignment_consultation, to->consultation_count);
    to->overrides = arena_array(arena, struct alignment_override, to->override_count);
    to->delegations = arena_array(arena, struct alignment_delegation, to->delegation_count);
    to->maps = arena_array(arena, struct alignment_map, to->map_count);
    to->people = arena_array(arena, struct alignment_person, to->person_count);
    if (!to->gates || !to->criteria || !to->hand_offs || !to->approvals || !to->consultations ||
        !to->overrides || !to->delegations || !to->maps || !to->people)
        return ERROR_MEMORY;
    for (uint32_t i = 0; i < to->person_count; i++)
        to->people[i] = (struct alignment_person){TEXT(""), ORGANISATION_NO_DATE};
    enum error error = table_make(&loader->gates, to->gate_count, arena);
    if (!error) error = table_make(&loader->hand_offs, to->hand_off_count, arena);
    if (!error) error = table_make(&loader->approvals, to->approval_count, arena);
    return error;
}

enum error alignment_load(struct transaction *transaction, const struct organisation *organisation,
    struct arena *arena, struct alignment **ret_alignment)
{
    struct alignment *to = arena_object(arena, struct alignment);
    struct loader loader = {
        .transaction = transaction, .organisation = organisation, .alignment = to, .arena = arena};
    if (!to) return ERROR_MEMORY;
    enum error error = rows_count(&loader);
    if (!error) error = arrays_make(&loader);
    // In an order in which every key that a row refers to is known before it.
    if (!error) error = rows_read(&loader, &gate_statement, take_gate, to->gate_count);
    if (!error) error = rows_read(&loader, &criterion_statement, take_criterion, to->criterion_count);
    if (!error) error = rows_read(&loader, &hand_off_statement, take_hand_off, to->hand_off_count);
    if (!error) error = rows_read(&loader, &item_statement, take_items, to->hand_off_count);
    if (!error) error = rows_read(&loader, &approval_statement, take_approval, to->approval_count);
    if (!error)
        error = rows_read(&loader, &consultation_statement, take_consultation, to->consultation_count);
    if (!error) error = rows_read(&loader, &override_statement, take_override, to->override_count);
    if (!error) error = rows_read(&loader, &delegation_statement, take_delegation, to->delegation_count);
    if (!error) error = rows_read(&loader, &map_statement, take_map, to->map_count);
    if (!error) error = rows_read(&loader, &person_statement, take_person, to->person_count);
    if (!error) error = alignment_index(to, organisation, arena);
    if (error) return error;
    *ret_alignment = to;
    return ERROR_NONE;
}
