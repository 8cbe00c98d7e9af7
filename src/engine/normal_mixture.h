// SPDX-License-Identifier: Apache-2.0
// The upper level of a hierarchical logit: b_i = D z_i + u_i, u_i from a mixture of normal distributions.
//
// Rossi, Allenby and McCulloch (2005), section 5.5.1, with the priors of their R package bayesm: mu_c | S_c ~
// N(m, S_c / a_mu), S_c ~ IW(degrees, scale), weights ~ Dirichlet(5), vec D ~ N(0, I / a_d). One component is
// a normal distribution. Units stand in lanes (lanes.h): column after column, one place a unit.
#ifndef TANDEM_ENGINE_NORMAL_MIXTURE_H
#define TANDEM_ENGINE_NORMAL_MIXTURE_H

#include "engine/lanes.h"
#include "engine/multivariate_regression.h"

enum { NORMAL_MIXTURE_COMPONENTS = 10 }; // at most

struct normal_mixture_model {
    size_t units, batches, size, components, covariates;
    const lanes *present;            // batches: 1 where there is a unit, else 0
    const lanes *covariate;          // covariates x batches, each with mean 0
    struct multivariate_prior prior; // of a component's mean (a row) and covariance
    double covariate_precision;      // a_d
    const struct draw_layers *layers;
};

struct normal_mixture {
    struct multivariate_draw *component; // coefficient: the mean
    double *weight;
    double *slope;   // size x covariates: D
    uint8_t *member; // of a place: its component
    lanes *rest;     // size x batches: b - D z
    struct multivariate_room *room;
    double *sums;              // of a component
    double *precision, *right; // of D
};

MUST_CHECK enum error normal_mixture_allocate(
    const struct normal_mixture_model *model, struct arena *arena, struct normal_mixture *ret_mixture);
// rest = b - D z.
void normal_mixture_center(
    const struct normal_mixture_model *model, const lanes *coefficient, struct normal_mixture *mixture);
// Components given who belongs to them, from `rest`.
MUST_CHECK enum error normal_mixture_draw_components(
    const struct normal_mixture_model *model, struct random_stream *stream, struct normal_mixture *mixture);
// Who belongs to which component, each unit by its own stream; nothing with one.
void normal_mixture_draw_members(
    const struct normal_mixture_model *model, struct random_stream *units, struct normal_mixture *mixture);
// The weights; nothing with one component.
void normal_mixture_draw_weights(
    const struct normal_mixture_model *model, struct random_stream *stream, struct normal_mixture *mixture);
// D, given the coefficients; nothing without covariates.
MUST_CHECK enum error normal_mixture_draw_slopes(const struct normal_mixture_model *model,
    const lanes *coefficient, struct random_stream *stream, struct normal_mixture *mixture);
// Mean and covariance (size x size) of u over the components.
void normal_mixture_moments(const struct normal_mixture_model *model, const struct normal_mixture *mixture,
    double *mean, double *covariance);

#endif
