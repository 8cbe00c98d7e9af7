// SPDX-License-Identifier: Apache-2.0
// Rules about prices and decisions on them: each with a situation in which it speaks and near misses.
#include "offer/amount.h"
#include "offer/competitor_price.h"
#include "offer/price_decision.h"
#include "offer/price_list.h"
#include "unit/check/orderly.h"

enum { PROBE, PUMP, KIT };                    // products: deliver, launch, plan
enum { GUDRUN, HAL, MINA, PIA, QUINN, EZRA }; // general manager, two heads, product manager, marketing

// Pricing is product marketing's: Quinn (PERS-5).
static struct company *with_pricing(void)
{
    struct company *company = orderly();
    company_entry(company, "ACT-3", "pricing_on_elasticity", SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    return company;
}

// The rules put the arrays in order, so that a row is found again by its key.
static struct offer_list *list_at(struct between *between, const char *key)
{
    for (uint32_t i = 0; i < between->offer.list_count; i++)
        if (text_is(between->offer.lists[i].key, key)) return &between->offer.lists[i];
    fail_msg("%s", key);
    return NULL;
}

static void add_list(
    struct between *between, const char *key, uint32_t scope, const char *from, const char *to)
{
    between->offer.lists[between->offer.list_count++] = (struct offer_list){
        .key = text_from(key),
        .name = TEXT("Prices"),
        .currency = TEXT("EUR"),
        .unit = TEXT("user"),
        .scope = scope,
        .status = PRICE_LIST_PUBLISHED,
        .from_on = company_day(from),
        .to_on = company_day(to),
    };
}

static void add_price(struct between *between, const char *key, const char *item, int64_t amount)
{
    between->offer.prices[between->offer.price_count++] = (struct offer_price){
        .key = text_from(key),
        .list_key = TEXT("LIST-1"),
        .item_key = text_from(item),
        .unit = TEXT(""),
        .amount = amount,
        .period = PERIOD_MONTH,
        .from_on = company_day("2026-01-01"),
        .to_on = ORGANISATION_NO_DATE,
    };
}

static void add_item(struct between *between, const char *key, uint32_t product)
{
    between->offer.items[between->offer.item_count++] =
        (struct offer_item){text_from(key), TEXT("Basic"), product};
}

static struct offer_cost *add_cost(
    struct between *between, const char *item, const char *name, int64_t amount, const char *from)
{
    struct offer_cost *cost = &between->offer.costs[between->offer.cost_count++];
    *cost = (struct offer_cost){
        .key = text_from(name),
        .item = text_from(item),
        .name = text_from(name),
        .currency = TEXT("EUR"),
        .unit = TEXT("User"),
        .amount = amount,
        .period = PERIOD_MONTH,
        .from_on = company_day(from),
    };
    return cost;
}

static struct offer_decision *add_decision(
    struct between *between, const char *key, const char *item, enum price_decision_status status)
{
    struct offer_decision *decision = &between->offer.decisions[between->offer.decision_count++];
    *decision = (struct offer_decision){
        .key = text_from(key),
        .title = TEXT("Dearer"),
        .item = text_from(item),
        .price_key = TEXT(""),
        .currency = TEXT("EUR"),
        .amount = 29 * AMOUNT_ONE,
        .low = OFFER_NO_AMOUNT,
        .high = OFFER_NO_AMOUNT,
        .status = (uint8_t)status,
        .decided_on = company_day(status == PRICE_DECISION_PROPOSED ? NULL : "2026-11-01"),
        .decided_by = status == PRICE_DECISION_PROPOSED ? ORGANISATION_NONE : QUINN,
        .study = TEXT("STUDY-1"),
        .study_ran_on = company_day("2026-10-01"),
    };
    return decision;
}

static void price_list_expired(void **state)
{
    (void)state;
    struct company *company = with_pricing();
    struct between *between = between_new(company);
    const uint32_t scope = organisation_scope_of_product(company_finish(company), PUMP);
    add_list(between, "LIST-1", scope, "2025-01-01", "2026-11-22"); // its last day is today
    expect_between(company, between, "");
    list_at(between, "LIST-1")->to_on = company_day("2026-11-21");
    expect_between(company, between, "warning price-list-expired LIST-1 PERS-5;");
    list_at(between, "LIST-1")->status = PRICE_LIST_EXPIRED;
    expect_between(company, between, "");
    list_at(between, "LIST-1")->status = PRICE_LIST_DRAFT;
    expect_between(company, between, "");
    list_at(between, "LIST-1")->status = PRICE_LIST_PUBLISHED;
    // The next one is a draft, of another currency, of tomorrow; then it holds.
    add_list(between, "LIST-2", scope, "2026-11-22", NULL);
    list_at(between, "LIST-2")->status = PRICE_LIST_DRAFT;
    expect_between(company, between, "warning price-list-expired LIST-1 PERS-5;");
    list_at(between, "LIST-2")->status = PRICE_LIST_PUBLISHED;
    list_at(between, "LIST-2")->currency = TEXT("CHF");
    expect_between(company, between, "warning price-list-expired LIST-1 PERS-5;");
    list_at(between, "LIST-2")->currency = TEXT("EUR");
    list_at(between, "LIST-2")->from_on = company_day("2026-11-23");
    expect_between(company, between, "warning price-list-expired LIST-1 PERS-5;");
    list_at(between, "LIST-2")->from_on = company_day("2026-11-22");
    expect_between(company, between, "");
    // Of two that ended, the last is spoken of; of a retired product none.
    list_at(between, "LIST-2")->to_on = company_day("2026-11-20");
    list_at(between, "LIST-2")->from_on = company_day("2026-11-10");
    list_at(between, "LIST-1")->to_on = company_day("2026-11-09");
    expect_between(company, between, "warning price-list-expired LIST-2 PERS-5;");
    company->organisation.products[PUMP].stage = STAGE_RETIRED;
    expect_between(company, between, "");
    company_free(company);
}

static void price_lists_overlap(void **state)
{
    (void)state;
    struct company *company = with_pricing();
    struct between *between = between_new(company);
    const uint32_t pump = organisation_scope_of_product(company_finish(company), PUMP);
    add_list(between, "LIST-1", ORGANISATION_COMPANY, "2026-01-01", NULL);
    add_list(between, "LIST-2", pump, "2026-01-01", NULL);
    expect_between(company, between, ""); // the nearer one
    add_list(between, "LIST-3", pump, "2027-01-01", NULL);
    expect_between(company, between, "warning price-lists-overlap LIST-3 PERS-5;");
    list_at(between, "LIST-2")->to_on = company_day("2027-01-01");
    expect_between(company, between, "warning price-lists-overlap LIST-3 PERS-5;");
    list_at(between, "LIST-2")->to_on = company_day("2026-12-31");
    expect_between(company, between, "");
    list_at(between, "LIST-2")->to_on = ORGANISATION_NO_DATE;
    list_at(between, "LIST-3")->currency = TEXT("CHF");
    expect_between(company, between, "");
    list_at(between, "LIST-3")->currency = TEXT("EUR");
    list_at(between, "LIST-3")->status = PRICE_LIST_DRAFT;
    expect_between(company, between, "");
    list_at(between, "LIST-3")->status = PRICE_LIST_PUBLISHED;
    // What was long ago is over.
    list_at(between, "LIST-2")->from_on = company_day("2020-01-01");
    list_at(between, "LIST-2")->to_on = company_day("2021-12-31");
    list_at(between, "LIST-3")->from_on = company_day("2021-01-01");
    expect_between(company, between, "");
    // Nobody is asked for the company as a whole but who is there for all of it: nobody here.
    add_list(between, "LIST-4", ORGANISATION_COMPANY, "2026-01-01", NULL);
    expect_between(company, between, "warning price-lists-overlap LIST-4 -;");
    company_free(company);
}

static void price_below_cost(void **state)
{
    (void)state;
    struct company *company = with_pricing();
    struct between *between = between_new(company);
    const uint32_t scope = organisation_scope_of_product(company_finish(company), PUMP);
    static const char finding[] = "error price-below-cost PRICE-1 PERS-5;";
    add_list(between, "LIST-1", scope, "2026-01-01", NULL);
    add_item(between, "PLAN-1", PUMP);
    add_price(between, "PRICE-1", "PLAN-1", 95000);
    expect_between(company, between, ""); // nothing is known about costs
    add_cost(between, "PROD-2", "COST-1", 70000, "2026-01-01");
    expect_between(company, between, "");
    add_cost(between, "PLAN-1", "COST-2", 25000, "2026-01-01"); // as much as the price
    expect_between(company, between, "");
    for (size_t i = 0; i < 2; i++)
        if (text_is(between->offer.costs[i].name, "COST-2")) between->offer.costs[i].amount = 25001;
    expect_between(company, between, finding);
    // Of one and the same cost the latest counts, once it holds.
    add_cost(between, "PLAN-1", "COST-2", 1, "2026-11-23");
    expect_between(company, between, finding);
    for (size_t i = 0; i < 3; i++)
        if (between->offer.costs[i].amount == 1) between->offer.costs[i].from_on = company_day("2026-11-22");
    expect_between(company, between, "");
    for (size_t i = 0; i < 3; i++)
        if (between->offer.costs[i].amount == 1) between->offer.costs[i].amount = 12 * 25001;
    expect_between(company, between, finding);
    // By the year it is a twelfth.
    for (size_t i = 0; i < 3; i++)
        if (between->offer.costs[i].amount == 12 * 25001) between->offer.costs[i].period = PERIOD_YEAR;
    expect_between(company, between, finding);
    for (size_t i = 0; i < 3; i++)
        if (between->offer.costs[i].period == PERIOD_YEAR) between->offer.costs[i].amount = 12 * 25000;
    expect_between(company, between, "");
    for (size_t i = 0; i < 3; i++) {
        between->offer.costs[i].amount = 990000;
        between->offer.costs[i].period = PERIOD_MONTH;
    }
    expect_between(company, between, finding);
    // What does not compare says nothing: another currency, another unit, paid once.
    for (size_t i = 0; i < 3; i++)
        between->offer.costs[i].currency = TEXT("CHF");
    expect_between(company, between, "");
    for (size_t i = 0; i < 3; i++) {
        between->offer.costs[i].currency = TEXT("EUR");
        between->offer.costs[i].unit = TEXT("site");
    }
    expect_between(company, between, "");
    for (size_t i = 0; i < 3; i++) {
        between->offer.costs[i].unit = TEXT("user");
        between->offer.costs[i].period = PERIOD_ONCE;
    }
    expect_between(company, between, "");
    between->offer.prices[0].period = PERIOD_ONCE;
    expect_between(company, between, finding);
    // A price that is agreed with each buyer, that ended, or of a draft.
    between->offer.prices[0].amount = OFFER_NO_AMOUNT;
    expect_between(company, between, "");
    between->offer.prices[0].amount = 1;
    between->offer.prices[0].to_on = company_day("2026-11-21");
    expect_between(company, between, "");
    between->offer.prices[0].to_on = ORGANISATION_NO_DATE;
    list_at(between, "LIST-1")->status = PRICE_LIST_DRAFT;
    expect_between(company, between, "");
    company_free(company);
}

static void competitor_price_old(void **state)
{
    (void)state;
    struct company *company = with_pricing();
    struct between *between = between_new(company);
    struct offer *offer = &between->offer;
    offer->rivals[offer->rival_count++] = (struct offer_rival){.key = TEXT("RIVAL-1"),
        .competitor = TEXT("Boily"),
        .plan_name = TEXT("Pro"),
        .currency = TEXT("EUR"),
        .product = PUMP,
        .seen_on = company_day("2026-08-24")};
    expect_between(company, between, ""); // 90 days
    offer->rivals[0].seen_on--;
    expect_between(company, between, "info competitor-price-old RIVAL-1 PERS-5;");
    static const char *const more[] = {"check.competitor-price-old.days=91", NULL};
    expect_facts(company, between, more, "");
    // Another plan of the same competitor says nothing about this one; a later look at it does.
    offer->rivals[1] = offer->rivals[0];
    offer->rival_count = 2;
    offer->rivals[1].key = TEXT("RIVAL-2");
    offer->rivals[1].seen_on = company_day("2026-11-01");
    offer->rivals[1].plan_name = TEXT("Zero");
    expect_between(company, between, "info competitor-price-old RIVAL-1 PERS-5;");
    offer->rivals[1].plan_name = TEXT("Pro");
    expect_between(company, between, "");
    offer->rival_count = 1; // the older one, which comes first
    expect_between(company, between, "info competitor-price-old RIVAL-1 PERS-5;");
    company->organisation.products[PUMP].stage = STAGE_RETIRED;
    expect_between(company, between, "");
    company_free(company);
}

static void price_outside_recommendation(void **state)
{
    (void)state;
    struct company *company = with_pricing();
    struct between *between = between_new(company);
    struct offer_decision *decision = add_decision(between, "PDEC-1", "PROD-2", PRICE_DECISION_PROPOSED);
    static const char finding[] = "warning price-outside-recommendation PDEC-1 PERS-5;";
    expect_between(company, between, ""); // nothing is recommended
    decision->low = decision->amount;
    decision->high = decision->amount;
    expect_between(company, between, "");
    decision->low++;
    expect_between(company, between, finding);
    decision->low = OFFER_NO_AMOUNT;
    decision->high--;
    expect_between(company, between, finding);
    decision->status = PRICE_DECISION_REJECTED;
    expect_between(company, between, "");
    decision->status = PRICE_DECISION_WITHDRAWN;
    expect_between(company, between, "");
    decision->status = PRICE_DECISION_APPROVED;
    decision->decided_on = company_day("2026-11-01");
    decision->decided_by = QUINN;
    expect_between(company, between, finding);
    // The price that came of it is what counts, in the same currency.
    add_list(
        between, "LIST-1", organisation_scope_of_product(&company->organisation, PUMP), "2026-01-01", NULL);
    add_item(between, "PLAN-1", PUMP);
    add_price(between, "PRICE-1", "PLAN-1", 28 * AMOUNT_ONE);
    decision->price_key = TEXT("PRICE-1");
    expect_between(company, between, "");
    list_at(between, "LIST-1")->currency = TEXT("CHF");
    expect_between(company, between, finding);
    // What was decided since about the same takes its place; about another it does not.
    struct offer_decision *later = add_decision(between, "PDEC-2", "PROD-1", PRICE_DECISION_APPROVED);
    later->decided_on = company_day("2026-11-02");
    expect_between(company, between, finding);
    for (uint32_t i = 0; i < 2; i++)
        between->offer.decisions[i].item = TEXT("PROD-2");
    expect_between(company, between, "");
    company_free(company);
}

static void price_decided_by_another(void **state)
{
    (void)state;
    struct company *company = with_pricing();
    struct between *between = between_new(company);
    struct offer_decision *decision = add_decision(between, "PDEC-1", "PROD-2", PRICE_DECISION_APPROVED);
    static const char finding[] = "warning price-decided-by-another PDEC-1 PERS-5;";
    expect_between(company, between, "");
    decision->decided_by = PIA;
    expect_between(company, between, finding);
    decision->decided_by = ORGANISATION_NONE;
    expect_between(company, between, finding);
    decision->status = PRICE_DECISION_REJECTED;
    expect_between(company, between, "");
    decision->status = PRICE_DECISION_APPROVED;
    decision->decided_by = QUINN;
    // Quinn took the role over after the decision, or has given it to another since.
    assignment_at(company, 5)->from_on = company_day("2026-11-02");
    expect_between(company, between, finding);
    assignment_at(company, 5)->from_on = ORGANISATION_NO_DATE;
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MARKETING_MANAGER, "LINE-1");
    assignment_at(company, 6)->to_on = company_day("2026-11-10");
    decision->decided_by = EZRA;
    expect_between(company, between, "");
    assignment_at(company, 6)->to_on = company_day("2026-10-31");
    expect_between(company, between, finding);
    // A deputy of those days counts, for what is handed over.
    struct alignment_delegation *delegation =
        &between->alignment.delegations[between->alignment.delegation_count++];
    *delegation = (struct alignment_delegation){.key = TEXT("DEL-1"),
        .person = QUINN,
        .deputy = EZRA,
        .scope = ORGANISATION_COMPANY,
        .from_on = company_day("2026-10-20"),
        .to_on = company_day("2026-11-01")};
    expect_between(company, between, "");
    delegation->to_on = company_day("2026-10-31");
    expect_between(company, between, finding);
    delegation->to_on = company_day("2026-11-01");
    delegation->scope = organisation_scope_of_product(&company->organisation, KIT);
    expect_between(company, between, finding);
    delegation->scope = organisation_scope_of_product(&company->organisation, PUMP);
    expect_between(company, between, "");
    // Where the map does not speak of prices, nobody is the wrong one.
    company->organisation.entry_count--;
    decision->decided_by = PIA;
    expect_between(company, between, "error activity-without-accountable ACT-3 -;");
    company_free(company);
}

static void what_a_decision_rests_on(void **state)
{
    (void)state;
    struct company *company = with_pricing();
    struct between *between = between_new(company);
    struct offer_decision *decision = add_decision(between, "PDEC-1", "PROD-2", PRICE_DECISION_PROPOSED);
    expect_between(company, between, "");
    // No study, or one without a result.
    static const char without[] = "warning price-decision-without-study PDEC-1 PERS-5;";
    decision->study = TEXT("");
    expect_between(company, between, without);
    decision->study = TEXT("STUDY-1");
    decision->study_ran_on = ORGANISATION_NO_DATE;
    decision->study_is_changed = true; // says nothing about what never ran
    expect_between(company, between, without);
    decision->study_ran_on = company_day("2026-10-01");
    expect_between(company, between, "warning price-study-changed PDEC-1 PERS-5;");
    decision->study_is_changed = false;
    // Twelve months of the day.
    decision->study_ran_on = company_day("2025-11-22");
    expect_between(company, between, "");
    decision->study_ran_on = company_day("2025-11-21");
    expect_between(company, between, "info price-study-old PDEC-1 PERS-5;");
    static const char *const more[] = {"check.price-study-old.months=13", NULL};
    expect_facts(company, between, more, "");
    decision->study_ran_on = company_day("2026-10-01");
    // To propose with a refused study is one thing, to approve another.
    decision->study_is_refused = true;
    expect_between(company, between, "");
    decision->status = PRICE_DECISION_APPROVED;
    decision->decided_on = company_day("2026-11-01");
    decision->decided_by = QUINN;
    expect_between(company, between, "warning price-study-refused PDEC-1 PERS-5;");
    decision->status = PRICE_DECISION_REJECTED;
    decision->study = TEXT("");
    expect_between(company, between, "");
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(price_list_expired),
        cmocka_unit_test(price_lists_overlap),
        cmocka_unit_test(price_below_cost),
        cmocka_unit_test(competitor_price_old),
        cmocka_unit_test(price_outside_recommendation),
        cmocka_unit_test(price_decided_by_another),
        cmocka_unit_test(what_a_decision_rests_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
