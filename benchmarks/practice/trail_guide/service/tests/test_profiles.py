from trail_guide.profiles import build, frame_of, summarise

POINTS = [(46.50, 7.7, 1680.4), (46.501, 7.7, 1702.0), (46.502, 7.7, 1698.5), (46.503, 7.7, 1750.2)]


def test_summary():
    summary = summarise(frame_of(POINTS))
    assert summary.point_count == 4
    assert summary.length_m == 333.6
    assert (summary.lowest_m, summary.highest_m, summary.ascent_m) == (1680.4, 1750.2, 73.3)


def test_summary_without_elevations():
    summary = summarise(frame_of([(46.5, 7.7, None), (46.501, 7.7, None)]))
    assert (summary.highest_m, summary.ascent_m) == (None, 0.0)


def test_profile():
    assert build(POINTS)[1] == {"distance_m": 111.2, "ele": 1702.0}


def test_profile_by_step():
    assert [point["distance_m"] for point in build(POINTS, 200)] == [0.0, 222.4, 333.6]


def test_profile_says_where_the_elevation_is_unknown():
    assert [point["ele"] for point in build([(46.5, 7.7, 12.0), (46.6, 7.7, None)])] == [12.0, None]
