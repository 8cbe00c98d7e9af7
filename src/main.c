// SPDX-License-Identifier: Apache-2.0
// The program's entry: puts the floors together and hands over to the command line.
int main(void)
{
    return 0;
}
