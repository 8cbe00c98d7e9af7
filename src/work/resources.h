// SPDX-License-Identifier: Apache-2.0
// All resources of Tandem: the one list from which tables, API, command line and page types come.
#ifndef TANDEM_WORK_RESOURCES_H
#define TANDEM_WORK_RESOURCES_H

#include "model/registry.h"

// The registry, in an order in which references point backwards. Constant.
const struct registry *tandem_registry(void);

#endif
