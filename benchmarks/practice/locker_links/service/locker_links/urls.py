"""All addresses."""
from django.urls import path

from . import api
from . import pages

urlpatterns = [
    path("api/renters", api.Renters.as_view()),
    path("api/me", api.Me.as_view()),
    path("api/me/pin", api.MyPin.as_view()),
    path("api/tokens", api.Tokens.as_view()),
    path("api/tokens/<str:key>", api.OneToken.as_view()),
    path("api/sites", api.Sites.as_view()),
    path("api/sites/<str:site>/free", api.Free.as_view()),
    path("api/sites/<str:site>/price", api.Price.as_view()),
    path("api/rentals", api.Rentals.as_view()),
    path("api/rentals/<int:number>", api.OneRental.as_view()),
    path("api/rentals/<int:number>/extend", api.Extend.as_view()),
    path("api/rentals/<int:number>/close", api.Close.as_view()),
    path("api/lockers/<str:label>/open", api.Keypad.as_view()),
    path("api/rentals/<int:number>/offer", api.Offers.as_view()),
    path("api/rentals/<int:number>/view-link", api.ViewLink.as_view()),
    path("api/offers/take", api.TakeOffer.as_view()),
    path("api/ledger", api.Ledger.as_view()),
    path("api/pin-links", api.PinLinks.as_view()),
    path("api/pin", api.MyPin.as_view(http_method_names=["post"])),
    path("api/lockers/<str:label>", api.OneLocker.as_view()),
    path("", pages.Home.as_view(), name="home"),
    path("sign-in", pages.SignIn.as_view(), name="sign-in"),
    path("sign-out", pages.SignOut.as_view(), name="sign-out"),
    path("mine", pages.Mine.as_view(), name="mine"),
    path("mine/longer", pages.Longer.as_view(), name="longer"),
    path("mine/longer/review", pages.LongerReview.as_view(), name="longer-review"),
    path("mine/longer/confirm", pages.LongerConfirm.as_view(), name="longer-confirm"),
    path("s/<str:link>", pages.Shared.as_view(), name="shared"),
    path("lockers/<str:label>/history", pages.LockerHistory.as_view(), name="history"),
]
