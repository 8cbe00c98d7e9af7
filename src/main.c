// SPDX-License-Identifier: Apache-2.0
// The program's entry: hands over to the command line.
#include "cli/main.h"

int main(int count, char **arguments)
{
    const struct streams streams = {stdin, stdout, stderr};
    return cli_run(count, (const char *const *)arguments, &streams);
}
