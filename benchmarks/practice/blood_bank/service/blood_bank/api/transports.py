from django.http import JsonResponse
from django.urls import path
from django.utils import timezone

from blood_bank import transports
from blood_bank.http import ApiError, ApiView, find, read_text
from blood_bank.models import Hospital, Transport


class TransportsView(ApiView):
    def post(self, request):
        data = self.body()
        hospital = find(Hospital.objects, "hospital", code=read_text(data, "hospital"))
        codes = data.get("units")
        if not isinstance(codes, list) or not codes or not all(isinstance(code, str) for code in codes):
            raise ApiError("units must be a list of codes")
        transport, units, scarce = transports.dispatch(hospital, codes)
        return JsonResponse(
            {"number": transport.number, "units": [unit.code for unit in units], "scarce": scarce}, status=201
        )


class TransportView(ApiView):
    def get(self, request, number):
        transport = find(Transport.objects.select_related("hospital"), "transport", number=number)
        return JsonResponse(
            {
                "number": transport.number,
                "hospital": transport.hospital.name,
                "sent_at": timezone.localtime(transport.sent_at).isoformat(),
                "units": sorted(transport.units.values_list("code", flat=True)),
            }
        )


urlpatterns = [
    path("transports", TransportsView.as_view()),
    path("transports/<slug:number>", TransportView.as_view()),
]
