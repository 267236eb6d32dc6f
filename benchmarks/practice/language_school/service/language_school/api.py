"""The JSON API: for the visitors' pages, the teachers' app and the programs of the office."""
from django.http import HttpResponse, JsonResponse
from django.views import View

from language_school import attendance, billing, catalogue, certificates, clock, fields, messages, placement, timetable, wishes
from language_school.errors import SchoolError, Unreadable
from language_school.levels import LANGUAGES, MAX_SCORE


class Endpoint(View):
    """Lets those in whose role is named (everybody without one) and turns errors of the services into answers."""

    roles: tuple[str, ...] = ()

    def dispatch(self, request, *args, **kwargs):
        if self.roles and not request.user.is_authenticated:
            return JsonResponse({"error": "Who are you?"}, status=401)
        if self.roles and request.user.role not in self.roles:
            return JsonResponse({"error": "That is not for you."}, status=403)
        try:
            return super().dispatch(request, *args, **kwargs)
        except SchoolError as error:
            return JsonResponse({"error": str(error)}, status=error.status)


def answer(data: dict, created: bool = False) -> JsonResponse:
    return JsonResponse(data, status=201 if created else 200)


class Placements(Endpoint):
    roles = ("office", "teacher")

    def post(self, request, number):
        student, data = placement.student_of(number), fields.body(request)
        language, score = fields.one_of(data, "language", LANGUAGES), fields.whole(data, "score", 0, MAX_SCORE)
        test, created = placement.record(student, language, score, fields.day(data, "taken_on"))
        groups = [group.code for group in placement.suggestions(student, language)]
        return answer({"level": test.level, "taken_on": test.taken_on.isoformat(), "suggested": groups}, created)


class Summary(Endpoint):
    roles = Placements.roles

    def get(self, request):
        return answer(placement.summary(fields.one_of(request.GET, "language", LANGUAGES)))


class Enrolments(Endpoint):
    roles = ("office",)

    def post(self, request, number):
        student, data = placement.student_of(number), fields.body(request)
        enrolment, created = placement.enrol(student, timetable.group_of(fields.text(data, "group")))
        return answer({"student": number, "group": enrolment.group.code, "since": enrolment.enrolled_on.isoformat()}, created)


class Week(Endpoint):
    roles = ("teacher",)

    def get(self, request):
        day = fields.day(request.GET, "day", clock.today(request.user.zone))
        return answer({"zone": request.user.zone_name, "days": timetable.week(request.user, day)})


async def board(request):
    """The lessons of a day for the screens at the entrance."""
    try:
        day = fields.day(request.GET, "day", clock.today())
    except Unreadable as error:
        return JsonResponse({"error": str(error)}, status=error.status)
    lines = [timetable.board_line(lesson) async for lesson in timetable.board_lessons(day)]
    return JsonResponse({"day": day.isoformat(), "lessons": lines})


class Register(Endpoint):
    roles = ("office", "teacher")

    def post(self, request, pk):
        lesson = timetable.lesson_of(pk)
        new = attendance.keep(lesson, fields.body(request).get("rows"))
        students = sorted(row.student.number for row in new)
        return answer({"lesson": pk, "new": students, "registered": lesson.register.count()}, bool(new))


class Overview(Endpoint):
    roles = ("office", "teacher")

    def get(self, request, code):
        group = timetable.group_of(code)
        return answer({"group": code, "students": attendance.overview(group)})


class Invoices(Endpoint):
    roles = ("office",)

    def post(self, request, number):
        student, data = placement.student_of(number), fields.body(request)
        group = timetable.group_of(fields.text(data, "group"))
        parts = fields.whole(data, "parts", 1, billing.MOST_PARTS, default=1)
        invoice, created = billing.write(student, group, parts, fields.day(data, "first_due"))
        return answer(billing.as_json(invoice), created)


class Payments(Endpoint):
    roles = ("office",)

    def post(self, request, number):
        invoice = billing.invoice_of(number)
        billing.pay(invoice, fields.amount(fields.body(request), "amount"))
        return answer(billing.as_json(invoice), True)


class Certificates(Endpoint):
    roles = ("office",)

    def post(self, request, number, code):
        certificate, created = certificates.issue(placement.student_of(number), timetable.group_of(code))
        return answer({"student": number, "group": code, "issued": certificate.issued_on.isoformat()}, created)

    def get(self, request, number, code):
        text = certificates.text_of(placement.student_of(number), timetable.group_of(code))
        return HttpResponse(text, content_type="text/plain; charset=utf-8")


class Messages(Endpoint):
    roles = ("office",)

    def get(self, request, number):
        letters = placement.student_of(number).messages.all()
        return answer({"letters": [{"kind": letter.kind, "subject": letter.subject, "body": letter.body} for letter in letters]})

    def post(self, request, number):
        """A welcome; another kind of letter goes out by itself."""
        student, data = placement.student_of(number), fields.body(request)
        letter = messages.send(student, "welcome", {}, note=fields.text(data, "note", most=500, default=""))
        language = catalogue.language_for(student.language)
        return answer({"subject": letter.subject, "body": letter.body, "language": language}, True)


class Wishes(Endpoint):
    """The visitor's list of groups."""

    def get(self, request):
        return answer({"wishes": wishes.rows(request.session)})

    def post(self, request):
        data = fields.body(request)
        group = timetable.group_of(fields.text(data, "group"))
        created = wishes.add(request.session, group, fields.text(data, "note", default=""))
        return answer({"group": group.code, "count": len(request.session[wishes.KEY])}, created)
