// SPDX-License-Identifier: Apache-2.0
// How the uncertainty of coefficients is measured: sums of moments, classical, robust or by cluster.
#ifndef TANDEM_ENGINE_COVARIANCE_H
#define TANDEM_ENGINE_COVARIANCE_H

#include "engine/engine.h"

enum covariance_kind {
    COVARIANCE_CLASSICAL, // one variance: sum of squares / degrees of freedom
    COVARIANCE_HC0,       // White (1980), equation 3: no correction for small samples
    COVARIANCE_HC1,       // HC0 * n / (n - k), MacKinnon and White (1985)
    COVARIANCE_CLUSTER0,  // sums by cluster, Liang and Zeger (1986), no correction
    COVARIANCE_CLUSTER1,  // the same * G / (G - 1) * (n - 1) / (n - k), Stata's correction
};

struct covariance_choice {
    enum covariance_kind kind;
    const uint32_t *cluster; // one number an observation, below `clusters`; NULL unless by cluster
    size_t clusters;
    size_t absorbed;                 // degrees of freedom of absorbed effects: see fixed_effects.h
    size_t absorbed_across_clusters; // those of effects that are not nested in a cluster; CLUSTER1 counts
                                     // only these
    const struct engine_help *help;  // asked during long sums; may be NULL
};

// Checks the choice against the number of observations.
MUST_CHECK enum error covariance_check(
    const struct covariance_choice *choice, size_t observations, struct engine_refusals *refusals);
// The degrees of freedom that are left: n - k - absorbed; 0 when none.
size_t covariance_degrees(const struct covariance_choice *choice, size_t observations, size_t coefficients);
// moments (columns x columns) = sum of g g' over observations or clusters, where g = z e; for CLASSICAL the
// mean square of e (by `degrees`) times z'z.
MUST_CHECK enum error covariance_moments(const struct covariance_choice *choice, size_t observations,
    size_t columns, const double *z, const double *e, size_t degrees, struct arena *arena, double *moments);
// The correction for small samples that the moments are multiplied by.
double covariance_correction(
    const struct covariance_choice *choice, size_t observations, size_t coefficients);
// covariance (size x size) = bread moments bread.
MUST_CHECK enum error covariance_sandwich(
    size_t size, const double *bread, const double *moments, struct arena *arena, double *covariance);
// The same where the moments are those of a basis, and the regressors are the basis times `factor` (size x
// size): factor^-1 moments factor^-T. It keeps its digits where columns nearly depend, such as a date beside
// the constant, where a product of large inverses loses them.
MUST_CHECK enum error covariance_of_basis(
    size_t size, const double *factor, const double *moments, struct arena *arena, double *covariance);

#endif
