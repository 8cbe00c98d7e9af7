# SPDX-License-Identifier: Apache-2.0
# What R's packages take for panels: prints "seconds X", the processor time of the fit alone, and for draws
# "effective E", how many independent draws those of the mean price coefficient are worth.
#
# Usage: Rscript price_panel.R ROW [DRAWS [SWEEPS]], where ROW is mixed, effects, linear or logit. With SWEEPS the seconds
# are those of so many sweeps, by the difference between DRAWS and a fifth of them. The data are in TANDEM_BENCH_DATA.
arguments <- commandArgs(TRUE)
folder <- Sys.getenv("TANDEM_BENCH_DATA")
row <- arguments[1]
draws <- as.integer(arguments[2])
sweeps <- as.integer(arguments[3])
timed <- function(work) {
  sink(nullfile())
  on.exit(sink())
  before <- proc.time()
  result <- work()
  used <- proc.time() - before
  list(result = result, seconds = used[["user.self"]] + used[["sys.self"]])
}
spent <- function(work) cat("seconds", timed(work)$seconds, "\n")
# work(draws): prints its seconds, or those of so many sweeps; returns what it drew.
sampled <- function(work) {
  long <- timed(function() work(draws))
  if (is.na(sweeps)) {
    cat("seconds", long$seconds, "\n")
  } else {
    short <- timed(function() work(draws %/% 5))
    cat("seconds", (long$seconds - short$seconds) / (draws - draws %/% 5) * sweeps, "\n")
  }
  long$result
}
# By autocorrelations up to where pairs of them stop being positive and falling (Geyer 1992), behind the first fifth.
effective <- function(values) {
  values <- values[-seq_len(length(values) %/% 5)]
  correlation <- acf(values, lag.max = length(values) %/% 2 * 2 - 1, plot = FALSE)$acf[, 1, 1]
  pairs <- colSums(matrix(correlation, 2))
  pairs <- pairs[seq_len(match(TRUE, pairs <= 0, nomatch = length(pairs) + 1) - 1)]
  cat("effective", draws / (2 * sum(cummin(pairs)) - 1), "\n")
}
cheese <- function() {
  data <- read.csv(file.path(folder, "bayesm_cheese.csv"))
  data$y <- log(data$VOLUME)
  data$lp <- log(data$PRICE)
  data
}
if (row == "mixed") {
  suppressMessages(library(lme4))
  data <- cheese()
  spent(function() suppressWarnings(lmer(y ~ DISP + lp + (1 + DISP + lp | RETAILER), data)))
} else if (row == "effects") {
  suppressMessages(library(plm))
  data <- read.csv(gzfile(file.path(folder, "bayesm_orangejuice_yx.csv.gz")))
  for (k in 1:11) data[[paste0("lp", k)]] <- log(data[[paste0("price", k)]])
  formula <- as.formula(paste("logmove ~", paste0("lp", 1:11, collapse = " + "), "+ deal + feat"))
  spent(function() for (b in 1:11) {
    fit <- plm(formula, data[data$brand == b, ], index = c("store", "week"), model = "within")
    vcovHC(fit, method = "arellano", type = "sss", cluster = "group")
  })
} else if (row == "linear") {
  suppressMessages(library(bayesm))
  units <- lapply(split(cheese(), cheese()$RETAILER), function(one) list(y = one$y, X = cbind(1, one$DISP, one$lp)))
  set.seed(66)
  out <- sampled(function(count) rhierLinearModel(list(regdata = units), Mcmc = list(R = count)))
  effective(out$Deltadraw[, 3])
} else if (row == "logit") {
  suppressMessages(library(bayesm))
  data(camera)
  set.seed(66)
  out <- sampled(function(count) rhierMnlRwMixture(list(p = 5, lgtdata = camera), list(ncomp = 1), list(R = count)))
  effective(sapply(out$nmix$compdraw, function(draw) draw[[1]]$mu[10]))
}
