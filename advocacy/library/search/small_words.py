"""Words so common in Danish and English that leaving them out of a question loses nothing: "naturen i byen" means "naturen byen"."""

_DANISH = """
    af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din dit disse dog du efter eller en end er et
    for fra få ham han hans har havde have hende hendes her hos hun hvad hvem hver hvis hvor hvordan hvorfor i ikke ind jeg jer
    jeres kan kom kun kunne lige man mange med meget mig min mit mod når ned noget nogen nogle nu og også om op os over på
    selv sig sin sit skal skulle som så til ud under var ved vi vil ville vor vores være været
"""
_ENGLISH = """
    a about after all also am an and any are as at be because been before but by can could did do does for from had has have he her
    here him his how if in into is it its just me more most my no not of off on or our out over she so some than that the their them
    then there these they this to up us was we were what when where which who why will with would you your
"""
SMALL_WORDS = frozenset((_DANISH + _ENGLISH).split())
