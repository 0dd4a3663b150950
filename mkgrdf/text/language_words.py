"""Words that tell English from the other languages written in Latin letters; written for this project.

Two kinds: the little words of each language, and words of every shop. A word that is one in English and in another
language too ("die", "son", "gel", "parfum") tells nothing and is in neither table.
"""

from __future__ import annotations

__all__ = ["ENGLISH", "ENGLISH_ENDINGS", "LOANS", "OTHER", "OTHER_ENDINGS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = _words(
    """
    the and of for with from your you is are was were be been has have had not but if when which that this these
    those it its they them their there what who how why would could should can will my we our he she his her very
    too just really about into over than then because while after before all any some more most much many only also
    even well still again i'm i've i'd i'll it's that's don't doesn't didn't isn't wasn't can't won't couldn't
    wouldn't they're we're you're never always every both each other up out off down back through without within

    love like great good best better nice bought buy use used using wear wearing worn fit fits fitting feel feels
    look looks made make makes keep keeps kept work works hold holds need needs want wanted got get go going run
    running

    hair skin body face hand hands foot feet eye eyes lip lips nail nails tooth teeth mouth wash washing soap oil
    water shower bath butter cream lotion toothpaste mouthwash deodorant moisturizing moisturizer moisturiser
    cleanser cleansing scrub toner sunscreen lipstick eyeliner conditioner powder brush comb razor shaving beard

    shirt shirts shoes shoe boots socks pants shorts jacket hoodie sweater dress skirt leggings bag bags backpack
    strap straps pocket pockets zipper sleeve sleeves size sizes waist shoulder shoulders fabric cotton wool leather
    lightweight soft warm dry wet cold hot tight loose comfortable comfy cheap price color colour pink purple yellow
    white black red blue green brown grey gray gold silver blonde

    free natural organic daily night day morning fresh clean pure smooth sensitive gentle strong extra-strong long
    lasting waterproof anti-aging anti-ageing healthy kids baby men women women's men's children original new old
    big small large unique antique technique boutique physique critique mystique samsung coconut almond honey lemon
    strawberry cherry lavender tea rosemary mint milk wild sea summer winter spring
    """
)

OTHER = (
    _words(
        """
    le la les du des et au aux avec sans dans sur sous chez est sont ou où ce cette ces mon ma mes ton tes ses notre
    votre nos vos leur leurs je tu il elle nous vous ils elles ne pas très trop bien aussi mais donc qui que quoi
    dont pour par entre après avant contre tout tous toute toutes une un été être avoir fait faire j'ai c'est n'est
    qu'il jour nuit

    der das den dem des ein eine einen einem einer eines und oder mit ohne für von vom zum zur bei nach auf aus über
    unter ist sind nicht kein keine ich du er sie es wir ihr mein meine dein sehr auch aber wie wenn noch nur schon
    gegen beim im

    el los las una uno unos unas y del con sin por para según es son está están muy más pero como cuando donde mi su
    sus nuestro este esta estos estas

    il lo gli uno una di del della dello dei degli delle da dal dalla nel nella con senza per tra fra che non sono
    molto più anche ma come quando

    o os um uma e do dos das em no na nos nas com sem por para não é são muito mais mas como seu sua

    de het een en van voor met zonder op bij uit naar dat deze dit niet geen ik je jij hij wij zij zeer ook maar als

    och att det som en ett på är inte med för av till från jag vi ni han hon och eller og ikke er det som til av med
    på fra jeg ja ei ja on ei että tai kun sekä i w z na do nie się jest dla bez po od ve bir bu için ile çok de da
    și cu pentru din este a az és egy nem a je se na pro bez

    crème creme shampooing shampoing savon huile lait visage corps cheveux peau peaux mains pieds soin soins douche
    eau dentifrice nettoyant nettoyante hydratant hydratante doux douce sensible sensibles sèche sèches sec secs
    gras lèvres yeux ongles vernis rouge noir blanc bleu vert rose-thé amande miel fleur fleurs citron fraise cerise
    lavande menthe coco karité rasage barbe homme femme enfant enfants bébé naturel naturelle bio huiles brume
    mousse fond teint poudre douceur actif actifs boucles plaisir rides peaux cils préservatifs masque gommage
    lingettes lessive adoucissant déodorant blancheur fraîcheur réparateur réparatrice nourrissant nourrissante
    démêlant coiffant fixant quotidien protection-solaire solaire solaires parfumée parfumé senteur vanille

    seife haut haare haar gesicht körper hände fuß füße zahn zähne zahncreme zahnpasta sonnenmilch sonnencreme
    pflege pflegend feuchtigkeit feuchtigkeitscreme duschgel dusche bad milch öl nagel nägel lippen augen
    rasierschaum weich wirklich trocken trockene frisch natur kinder herren damen mandel honig zitrone minze schuhe
    hose hosen jacke kleid tasche größe farbe schwarz weiß blau grün gut schön

    jabón aceite cara piel cuerpo cabello pelo manos pies champú crema leche agua dientes suave seco seca niños
    hombre mujer zapatos camisa pantalón bolsa talla negro blanco azul verde bueno buena limón miel fresa

    sapone olio viso corpo capelli pelle mani piedi latte acqua denti dentifricio uomo donna bambini morbido secco
    scarpe camicia borsa taglia nero bianco verde limone miele

    sabonete óleo rosto corpo cabelos pele mãos pés leite água dentes homem mulher macio seco sapatos camisa bolsa
    preto

    zeep olie gezicht lichaam handen voeten melk tanden tandpasta kinderen zacht droog schoenen jas tas maat zwart
    wit
    """
    )
    - ENGLISH
    - _words(
        # what these are in English, in names of goods, or as single letters
        """
    a i o e y w z no on as an in is do me he we so or man die den dem son sons plus sur bad gut haut per
    con par pour non ma mi su do dos na nos em come came on en de da di del il van as op is bin was war sec ton tu
    er es lo due dont mains secs com om os mousse creme rose rouge bio natural eau coco fond vanille noir blanc miel
    latte bolsa un sans im by ni til av ja fin net rote rot tang dit met bij dat als uit mas mais ban tan ban net ei
    art law fra kun se pro po od az egy je bei
    """
    )
)

LOANS = _words(
    """
    café cafés crème brûlée décor décolleté façade fiancé fiancée naïve naïveté résumé rosé purée sauté soirée
    jalapeño piñata açaí cliché entrée exposé matinée née passé protégé risqué séance touché voilà à vis lancôme
    nestlé l'oréal loréal estée chloé beyoncé hermès häagen avène caudalíe zoë señorita über smörgåsbord
    doppelgänger lycée tête éclair éclat papier-mâché appliqué négligé ombré moiré piqué lamé organza rouché
    """
)
"""Words with accents that stand in English texts, and brands."""

ENGLISH_ENDINGS = ("ness", "ful", "ishing", "ening", "ising", "izing", "able", "ished", "ened", "ity", "'s", "ly")
OTHER_ENDINGS = (
    *(
        "euse",
        "eux",
        "eaux",
        "oire",
        "ifiant",
        "ifiante",
        "issant",
        "issante",
        "atrice",
        "ooing",
        "oing",
        "ique",
        "iques",
    ),
    *("ung", "ungs", "keit", "heit", "lich", "liche", "isch", "ische", "schutz", "creme", "haar", "seife", "pflege"),
    *("ción", "ciones", "idad", "ção", "ções", "dade", "zione", "zioni", "mente", "issimo", "lijk", "lijke", "heid"),
)
