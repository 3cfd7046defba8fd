# One measured training of LightGBM or XGBoost on the table that peers.ts writes; prints one line of JSON. Without arguments: which are there.
# Same settings as the bench: 31 leaves, 255 bins, learning rate 0.05, leaf by leaf.
import importlib.util
import json
import resource
import sys
import time

if len(sys.argv) == 1:
    print(json.dumps([name for name in ("lightgbm", "xgboost") if importlib.util.find_spec(name)]))
    sys.exit()

import numpy as np

folder, library, rows, rounds, task, threads = sys.argv[1:]
rounds, threads, classes = int(rounds), int(threads), 3 if task == "three" else 2


def part(name):
    table = np.fromfile(f"{folder}/{rows}.{name}.f32", dtype="<f4").reshape(-1, 52)
    return table, np.fromfile(f"{folder}/{rows}.{name}.{task}", dtype=np.uint8)


(x, y), (x_test, y_test) = part("train"), part("test")
if library == "lightgbm":
    import lightgbm

    parameters = dict(
        objective="binary" if classes == 2 else "multiclass",
        num_leaves=31, max_bin=255, learning_rate=0.05, min_data_in_leaf=20,
        num_threads=threads, force_row_wise=True, verbosity=-1, seed=1,
    )
    if classes == 3:
        parameters["num_class"] = 3
    started = time.perf_counter()
    data = lightgbm.Dataset(x, label=y, params=parameters).construct()
    binned = time.perf_counter()
    model = lightgbm.train(parameters, data, num_boost_round=rounds)
    trained = time.perf_counter()
    predict = lambda rows_: model.predict(rows_)
    name, binning = "LightGBM", binned - started
else:
    import xgboost

    parameters = dict(
        objective="binary:logistic" if classes == 2 else "multi:softprob",
        tree_method="hist", grow_policy="lossguide", max_leaves=31, max_depth=0, max_bin=255,
        learning_rate=0.05, nthread=threads, verbosity=0, seed=1,
    )
    if classes == 3:
        parameters["num_class"] = 3
    started = time.perf_counter()
    data = (xgboost.QuantileDMatrix if hasattr(xgboost, "QuantileDMatrix") else xgboost.DMatrix)(
        x, label=y, max_bin=255, nthread=threads
    )
    binned = time.perf_counter()
    model = xgboost.train(parameters, data, rounds)
    trained = time.perf_counter()
    predict = lambda rows_: model.predict(xgboost.DMatrix(rows_))
    name, binning = "XGBoost lossguide", binned - started

peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
p = np.asarray(predict(x_test))
if classes == 2:
    p = np.stack([1 - p, p], axis=1)
log_loss = float(-np.mean(np.log(np.clip(p[np.arange(len(y_test)), y_test], 1e-15, 1))))


def area(score, positive):
    rank = np.empty(len(score))
    rank[np.argsort(score, kind="stable")] = np.arange(1, len(score) + 1)
    n = int(positive.sum())
    return float((rank[positive].sum() - n * (n + 1) / 2) / (n * (len(score) - n)))


aucs = [area(p[:, k], y_test == k) for k in (range(3) if classes == 3 else (1,))]
print(json.dumps(dict(
    library=name, trainSeconds=trained - binned, binningSeconds=binning, peakMb=peak, logLoss=log_loss, auc=sum(aucs) / len(aucs),
)))
