// SPDX-License-Identifier: Apache-2.0
// Compiler attributes under names that read well in a declaration.
#ifndef TANDEM_BASE_ATTRIBUTES_H
#define TANDEM_BASE_ATTRIBUTES_H

// The result says whether it worked; ignoring it is a mistake.
#define MUST_CHECK __attribute__((warn_unused_result))

// The format is argument number `position`, its values start at argument number `first` (0 for a va_list).
#define PRINTF_CHECKED(position, first) __attribute__((format(printf, position, first)))

#endif
