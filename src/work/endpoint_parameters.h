// SPDX-License-Identifier: Apache-2.0
// The parameters of endpoints, which their table refers to. Private to src/work.
#ifndef TANDEM_WORK_ENDPOINT_PARAMETERS_H
#define TANDEM_WORK_ENDPOINT_PARAMETERS_H

#include "work/endpoints.h"

extern const struct endpoint_parameter portfolio_parameters[], resolve_parameters[], may_parameters[],
    check_parameters[], explain_parameters[], map_copy_parameters[], map_effect_parameters[],
    map_compare_parameters[], single_points_parameters[], gate_sheet_parameters[], timeline_parameters[],
    inbox_parameters[], price_data_parameters[], price_preview_parameters[], price_study_parameters[],
    price_list_parameters[], events_parameters[], import_undo_parameters[], oidc_start_parameters[],
    oidc_callback_parameters[], export_csv_parameters[], export_json_parameters[];

#endif
