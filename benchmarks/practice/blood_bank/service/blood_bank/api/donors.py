from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import path

from blood_bank import audit, clock, eligibility
from blood_bank.http import ApiError, ApiView, find, read_date, read_decimal
from blood_bank.models import Donor


def as_json(donor):
    today = clock.today()
    following = eligibility.next_day(donor, today)
    return {
        "number": donor.number,
        "name": str(donor),
        "email": donor.email,
        "born": donor.born.isoformat(),
        "weight_kg": None if donor.weight_kg is None else float(donor.weight_kg),
        "group": donor.group or None,
        "obstacle": eligibility.obstacle(donor, today),
        "next_day": following.isoformat() if following else None,
    }


class DonorView(ApiView):
    """One donor; PATCH changes what the body names."""

    TEXTS = ("first_name", "last_name", "email", "group")

    def get(self, request, number):
        return JsonResponse(as_json(find(Donor.objects, "donor", number=number)))

    def patch(self, request, number):
        donor = find(Donor.objects, "donor", number=number)
        before = audit.snapshot(donor)
        for name, value in self.body().items():
            setattr(donor, name, self.read(name, value))
        try:
            donor.full_clean()
        except ValidationError as problem:
            raise ApiError("; ".join(f"{k}: {v[0]}" for k, v in problem.message_dict.items())) from problem
        donor.save()
        audit.record(donor, donor.number, before)
        return JsonResponse(as_json(donor))

    def read(self, name, value):
        if name in self.TEXTS:
            if not isinstance(value, str):
                raise ApiError(f"{name} must be text")
            return value.strip()
        if name == "born":
            return read_date(value, name)
        if name == "weight_kg":
            return None if value is None else read_decimal(value, name)
        raise ApiError(f"{name} cannot be changed")


class TrailView(ApiView):
    def get(self, request, number):
        donor = find(Donor.objects, "donor", number=number)
        return JsonResponse({"donor": donor.number, "entries": audit.trail(donor.number)})


urlpatterns = [
    path("donors/<slug:number>", DonorView.as_view()),
    path("donors/<slug:number>/trail", TrailView.as_view()),
]
