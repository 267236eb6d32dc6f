"""Where vehicles stand on the car deck."""
import heapq
from dataclasses import dataclass, field
from decimal import Decimal

from .errors import Conflict
from .models import Booking, Lane, Vehicle

GAP_M = Decimal("0.50")


@dataclass
class LaneLoad:
    lane: Lane
    vehicles: list = field(default_factory=list)

    @property
    def free_m(self):
        return self.lane.length_m - sum(vehicle.length_m + GAP_M for vehicle in self.vehicles)

    def takes(self, vehicle):
        return vehicle.height_m <= self.lane.clearance_m and vehicle.length_m + GAP_M <= self.free_m


def _entry(load):
    """Of a heap whose top is the roomiest lane, the lowest number first."""
    return -load.free_m, load.lane.number, load


def plan(lanes, vehicles):
    """Puts the longest vehicle first into the roomiest lane that takes it. Answers the loads, and what has to stay behind."""
    loads = [LaneLoad(lane) for lane in lanes]
    heap = [_entry(load) for load in loads]
    heapq.heapify(heap)
    left_behind = []
    for vehicle in sorted(vehicles, key=lambda one: (-one.length_m, one.plate)):
        passed = []
        while heap:
            load = heapq.heappop(heap)[-1]
            if load.takes(vehicle):
                load.vehicles.append(vehicle)
                heapq.heappush(heap, _entry(load))
                break
            passed.append(load)
        else:
            left_behind.append(vehicle)
        for load in passed:
            heapq.heappush(heap, _entry(load))
    return loads, left_behind


def plan_sailing(sailing):
    if sailing.vessel is None:
        raise Conflict(f"{sailing.number} has no vessel yet")
    vehicles = Vehicle.objects.filter(booking__sailing=sailing, booking__status=Booking.Status.PAID)
    return plan(sailing.vessel.lanes.order_by("number"), vehicles)
