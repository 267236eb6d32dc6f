"""Who is in the demonstration data."""

ADA = "adanovakfirefoxwindows0000000001"
BELA = "belatothchromemacos0000000000001"
MADONNA = "madonnasafariios000000000000001a"
GUSTAVO = "gustavochromeandroid00000000001a"
KIRA = "kirasatofirefoxmacos000000000001"
CHIDI = "chidiokaforchromewindows00000001"
INES = "ines.moreau@login.example"
