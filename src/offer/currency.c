// SPDX-License-Identifier: Apache-2.0
// The list of ISO 4217, as one text: a table of pointers would be eight times as long.
#include "offer/currency.h"

#include <string.h>

// Active codes of currencies and funds (ISO 4217, list one, 2024) without metals and testing; three letters
// each, in order.
static const char codes[] = "AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBHDBIFBMDBNDBOBBOVBRLBSDBTNBWPBYNBZDCA"
                            "DCDFCHECHFCHWCLFCLPCNYCOP"
                            "COUCRCCUPCVECZKDJFDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHTGHU"
                            "FIDRILSINRIQDIRRISKJMDJOD"
                            "JPYKESKGSKHRKMFKPWKRWKWDKYDKZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKDMMKMNTMOPMRUMURMVRMW"
                            "KMXNMXVMYRMZNNADNGNNIONOK"
                            "NPRNZDOMRPABPENPGKPHPPKRPLNPYGQARRONRSDRUBRWFSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPST"
                            "NSVCSYPSZLTHBTJSTMTTNDTOP"
                            "TRYTTDTWDTZSUAHUGXUSDUSNUYIUYUUYWUZSVEDVESVNDVUVWSTXAFXCDXDRXOFXPFYERZARZMWZWG";

bool currency_is_known(struct text code)
{
    if (code.length != 3) return false;
    size_t from = 0, to = (sizeof codes - 1) / 3;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = memcmp(codes + 3 * middle, code.data, 3);
        if (order == 0) return true;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}
