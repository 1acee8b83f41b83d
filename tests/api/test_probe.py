import time, cProfile, pstats, pytest
from tests.api.conftest import LATE
pytestmark = pytest.mark.django_db
def test_p(coordinator_program, signs, query_count):
    c = coordinator_program
    def post(i): return c.post("/api/v1/status-updates/", {"deadline":"signs/1.1/guidance","status":"in_progress",**LATE}, headers={"Idempotency-Key": f"k{i}"})
    def get(i): return c.get("/api/v1/plans/signs/")
    def patch(i):
        return c.patch("/api/v1/plans/signs/", {"summary": f"x{i}"}, headers={"If-Match": get(i).headers["ETag"]})
    def dl(i): return c.get("/api/v1/deadlines/signs/1.1/guidance/")
    def lst(i): return c.get("/api/v1/deadlines/")
    for f in (get, patch, post, dl, lst):
        f(0)
        t=time.perf_counter()
        for i in range(20): r=f(i+1)
        print(f.__name__, (time.perf_counter()-t)/20*1000, "ms", r.status_code)
        with query_count() as q: f(100)
        print(len(q))
        if f is post:
            for x in q.captured_queries: print("   ", x["sql"][:150])
    p=cProfile.Profile(); p.enable()
    for i in range(20): post(i+1000)
    p.disable(); pstats.Stats(p).sort_stats("cumtime").print_stats(45)
