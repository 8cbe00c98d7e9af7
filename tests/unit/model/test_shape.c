// SPDX-License-Identifier: Apache-2.0
// The shapes of keys, e-mail addresses, web addresses and short names.
#include "model/field.h"

#include "unit.h"

static void shapes_of_texts(void **state)
{
    (void)state;
    static const struct {
        bool (*is_shaped)(struct text text);
        const char *text;
        bool answer;
    } shapes[] = {
        {key_is_shaped, "PROD-12", true},
        {key_is_shaped, "A1-1", true},
        {key_is_shaped, "ABCDEFGH-1", true},
        {key_is_shaped, "ABCDEFGHI-1", false},
        {key_is_shaped, "A-1", false},
        {key_is_shaped, "1A-1", false},
        {key_is_shaped, "PROD-", false},
        {key_is_shaped, "PROD-01", false},
        {key_is_shaped, "PROD-1a", false},
        {key_is_shaped, "PROD-123456789012345678", true},
        {key_is_shaped, "PROD-1234567890123456789", false},
        {key_is_shaped, "", false},
        {email_is_shaped, "a@b.c", true},
        {email_is_shaped, "ada.lovelace+test@mail.example.org", true},
        {email_is_shaped, "a@b", false},
        {email_is_shaped, "@b.c", false},
        {email_is_shaped, "a@", false},
        {email_is_shaped, "a@b@c.d", false},
        {email_is_shaped, "a b@c.d", false},
        {email_is_shaped, ".a@b.c", false},
        {email_is_shaped, "a.@b.c", false},
        {email_is_shaped, "a..b@c.d", false},
        {email_is_shaped, "a@.b.c", false},
        {email_is_shaped, "a@b.c.", false},
        {email_is_shaped, "a\n@b.c", false},
        {email_is_shaped, "a<script>@b.c", false},
        {email_is_shaped, "", false},
        {address_is_shaped, "https://example.org/a?b#c", true},
        {address_is_shaped, "http://localhost:8080", true},
        {address_is_shaped, "https://", false},
        {address_is_shaped, "https:///path", false},
        {address_is_shaped, "javascript:alert(1)", false},
        {address_is_shaped, "ftp://example.org", false},
        {address_is_shaped, "https://example.org/a b", false},
        {address_is_shaped, "https://example.org/\"onclick", false},
        {slug_is_shaped, "market_problems", true},
        {slug_is_shaped, "venn-2", true},
        {slug_is_shaped, "2venn", false},
        {slug_is_shaped, "Venn", false},
        {slug_is_shaped, "", false},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (shapes[i].is_shaped(text_from(shapes[i].text)) != shapes[i].answer) {
            fail_msg("the shape of \"%s\"", shapes[i].text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_of_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
