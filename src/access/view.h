// SPDX-License-Identifier: Apache-2.0
// A saved view: a screen with its filters under a name, for oneself or for all.
#ifndef TANDEM_ACCESS_VIEW_H
#define TANDEM_ACCESS_VIEW_H

#include "model/resource.h"

enum view_field { VIEW_NAME, VIEW_SCREEN, VIEW_QUERY, VIEW_SHARED, VIEW_FIELD_COUNT };

extern const struct resource view_resource;

#endif
