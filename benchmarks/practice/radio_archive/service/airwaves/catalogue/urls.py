from django.urls import path

from airwaves.catalogue import export, feeds, pages, views

urlpatterns = [
    path("api/shows", views.Shows.as_view()),
    path("api/shows/<slug:slug>", views.OneShow.as_view()),
    path("api/recordings", views.Recordings.as_view()),
    path("api/recordings.csv", export.Export.as_view()),
    path("api/recordings/<slug:signature>", views.OneRecording.as_view()),
    path("api/recordings/<slug:signature>/tracks", views.Tracks.as_view()),
    path("api/recordings/<slug:signature>/stream", views.Stream.as_view()),
    path("api/searches", views.Searches.as_view()),
    path("api/searches/<int:number>", views.OneSearch.as_view()),
    path("feeds/latest.rss", feeds.Latest()),
    path("feeds/shows/<slug:slug>.rss", feeds.OfShow()),
    path("", pages.ShowsPage.as_view(), name="shows"),
    path("search/", pages.SearchPage.as_view(), name="search"),
    path("shows/<slug:slug>/", pages.ShowPage.as_view(), name="show"),
    path("recordings/<slug:signature>/", pages.RecordingPage.as_view(), name="recording"),
    path("recordings/<slug:signature>/edit/", pages.EditRecordingPage.as_view(), name="edit-recording"),
]
