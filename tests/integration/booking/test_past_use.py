"""What a lab used before it came counts in its own utilisation, and in nobody else's."""

USE = """Instrument,Begin,End
Electron microscope,2026-01-05 09:00,2026-01-05 11:30
Electron microscope,2026-01-31 22:00,2026-02-01 02:00
Electron microscope,2026-02-01 09:00,2026-02-01 10:00
"""


def test_past_use_counts_for_its_provider_alone_and_is_told_apart(pool, cli, tmp_path):
    pool.instrument()
    (tmp_path / "use.csv").write_text(USE)
    brought = ["import", "usage", str(tmp_path / "use.csv"), "--provider", "test-provider"]
    assert cli.invoke(args=brought).stdout.endswith("added 3, known 0, left out 0, refused 0\n")

    def told(by) -> dict[str, float]:
        [row] = by.get("/statistics/utilisation", period="2026-01").json["rows"]
        return row["values"]

    own, others = told(pool.keeper), told(pool.operator)
    assert (own["used"], own["taken_over"], own["utilisation"] > 0) == (6.5, 6.5, True)
    assert (others["used"], others["utilisation"], "taken_over" in others) == (0, 0, False)
    figures = {each["name"]: each for each in pool.keeper.get("/statistics").json["items"]}
    assert figures["utilisation"]["measures"][-1]["name"] == "taken_over"
