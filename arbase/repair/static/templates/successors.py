"""Facts: names, keywords and values that newer versions of Python and of well-known libraries call otherwise.

From the libraries' own release notes. Only what has a plain successor: what changes its meaning is not here.
"""

from __future__ import annotations

# What had the name (the type's last name), the name, and what has taken its place.
ATTRIBUTES: dict[tuple[str, str], str] = {
    ("DataFrame", "iteritems"): "items", ("Series", "iteritems"): "items", ("DataFrame", "ix"): "loc",
    ("dict", "iteritems"): "items", ("dict", "itervalues"): "values", ("dict", "iterkeys"): "keys",
    ("Thread", "isAlive"): "is_alive", ("array", "tostring"): "tobytes", ("ndarray", "tostring"): "tobytes",
    ("ndarray", "itemset"): "put", ("Styler", "applymap"): "map", ("DataFrame", "applymap"): "map",
    ("Index", "is_monotonic"): "is_monotonic_increasing", ("Series", "is_monotonic"): "is_monotonic_increasing",
    ("DataFrame", "pad"): "ffill", ("Series", "pad"): "ffill", ("DataFrame", "backfill"): "bfill",
    ("Series", "backfill"): "bfill", ("OneHotEncoder", "get_feature_names"): "get_feature_names_out",
    ("CountVectorizer", "get_feature_names"): "get_feature_names_out",
    ("TfidfVectorizer", "get_feature_names"): "get_feature_names_out",
    ("ColumnTransformer", "get_feature_names"): "get_feature_names_out",
    ("PolynomialFeatures", "get_feature_names"): "get_feature_names_out",
    ("DictVectorizer", "get_feature_names"): "get_feature_names_out", ("ConfigParser", "readfp"): "read_file",
    ("Element", "getiterator"): "iter", ("ElementTree", "getiterator"): "iter",
}  # fmt: skip
# A module, its name, and what has taken its place: `.x` in the same module, else the whole expression.
MODULES: dict[tuple[str, str], str] = {
    ("numpy", "float"): "float", ("numpy", "int"): "int", ("numpy", "bool"): "bool", ("numpy", "object"): "object",
    ("numpy", "str"): "str", ("numpy", "complex"): "complex", ("numpy", "product"): ".prod",
    ("numpy", "cumproduct"): ".cumprod", ("numpy", "NaN"): ".nan", ("numpy", "NAN"): ".nan", ("numpy", "Inf"): ".inf",
    ("numpy", "infty"): ".inf", ("numpy", "in1d"): ".isin", ("numpy", "trapz"): ".trapezoid",
    ("numpy", "float_"): ".float64", ("numpy", "unicode_"): ".str_", ("numpy", "string_"): ".bytes_",
    ("numpy", "PINF"): ".inf", ("numpy", "NINF"): "float('-inf')", ("numpy", "row_stack"): ".vstack",
    ("numpy", "sometrue"): ".any", ("numpy", "alltrue"): ".all", ("numpy", "round_"): ".round",
    ("numpy", "complex_"): ".complex128", ("time", "clock"): ".perf_counter", ("yaml", "load"): ".safe_load",
    ("inspect", "getargspec"): ".getfullargspec", ("base64", "encodestring"): ".encodebytes",
    ("base64", "decodestring"): ".decodebytes", ("string", "letters"): ".ascii_letters",
    ("pandas", "Int64Index"): ".Index", ("pandas", "Float64Index"): ".Index", ("locale", "format"): ".format_string",
    ("configparser", "SafeConfigParser"): ".ConfigParser", ("asyncio", "async"): ".ensure_future",
    ("PIL.Image", "ANTIALIAS"): ".LANCZOS", ("PIL.Image", "LINEAR"): ".BILINEAR", ("PIL.Image", "CUBIC"): ".BICUBIC",
}  # fmt: skip
# A function, its keyword, and what the keyword is called now; empty where it goes without a successor.
KEYWORDS: dict[tuple[str, str], str] = {
    ("send_file", "attachment_filename"): "download_name", ("send_file", "cache_timeout"): "max_age",
    ("send_file", "add_etags"): "etag", ("send_from_directory", "attachment_filename"): "download_name",
    ("send_from_directory", "cache_timeout"): "max_age", ("send_from_directory", "filename"): "path",
    ("OneHotEncoder", "sparse"): "sparse_output", ("AgglomerativeClustering", "affinity"): "metric",
    ("BaggingClassifier", "base_estimator"): "estimator", ("BaggingRegressor", "base_estimator"): "estimator",
    ("AdaBoostClassifier", "base_estimator"): "estimator", ("AdaBoostRegressor", "base_estimator"): "estimator",
    ("CalibratedClassifierCV", "base_estimator"): "estimator", ("to_csv", "line_terminator"): "lineterminator",
    ("date_range", "closed"): "inclusive", ("bdate_range", "closed"): "inclusive",
    ("Field", "regex"): "pattern", ("Query", "regex"): "pattern", ("Path", "regex"): "pattern",
    ("Header", "regex"): "pattern", ("constr", "regex"): "pattern", ("Field", "min_items"): "min_length",
    ("Field", "max_items"): "max_length", ("conlist", "min_items"): "min_length",
    ("conlist", "max_items"): "max_length",
    ("AsyncClient", "proxies"): "proxy", ("Client", "proxies"): "proxy", ("get", "allow_redirects"): "follow_redirects",
    ("post", "allow_redirects"): "follow_redirects", ("put", "allow_redirects"): "follow_redirects",
    ("patch", "allow_redirects"): "follow_redirects", ("delete", "allow_redirects"): "follow_redirects",
    ("head", "allow_redirects"): "follow_redirects", ("request", "allow_redirects"): "follow_redirects",
    ("CheckConstraint", "check"): "condition", ("Signal", "providing_args"): "", ("sleep", "loop"): "",
    ("wait_for", "loop"): "", ("gather", "loop"): "", ("wait", "loop"): "", ("Queue", "loop"): "", ("Lock", "loop"): "",
    ("Event", "loop"): "", ("Semaphore", "loop"): "", ("dumps", "encoding"): "", ("loads", "encoding"): "",
    ("read_csv", "mangle_dupe_cols"): "", ("create_engine", "convert_unicode"): "",
}  # fmt: skip
# A function or class, a value of it that is refused now, and the value's name today.
VALUES: dict[tuple[str, object], str] = {
    ("GradientBoostingClassifier", "deviance"): '"log_loss"', ("SGDClassifier", "log"): '"log_loss"',
    ("HistGradientBoostingClassifier", "binary_crossentropy"): '"log_loss"', ("LogisticRegression", "none"): "None",
    ("DecisionTreeRegressor", "mse"): '"squared_error"', ("DecisionTreeRegressor", "mae"): '"absolute_error"',
    ("RandomForestRegressor", "mse"): '"squared_error"', ("RandomForestRegressor", "mae"): '"absolute_error"',
    ("ExtraTreesRegressor", "mse"): '"squared_error"', ("ExtraTreesRegressor", "mae"): '"absolute_error"',
    ("GradientBoostingRegressor", "ls"): '"squared_error"', ("GradientBoostingRegressor", "lad"): '"absolute_error"',
    ("HistGradientBoostingRegressor", "least_squares"): '"squared_error"',
    ("SGDRegressor", "squared_loss"): '"squared_error"', ("RandomForestClassifier", "auto"): '"sqrt"',
    ("ExtraTreesClassifier", "auto"): '"sqrt"', ("RandomForestRegressor", "auto"): "1.0",
    ("ExtraTreesRegressor", "auto"): "1.0",
}  # fmt: skip
