"""What English words of trade talk are: activities, places, weather, parts of things, parts of the body, troubles.

General knowledge written for this project, in base forms; :mod:`.stems` finds their inflections. A word may be several
things (*run* is something to do, and something that sizes do); the pattern decides which is meant.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mkgrdf.extract.discovery.stems import by_stem, stem
from mkgrdf.extract.discovery.word_lists import words

__all__ = ["CLASSES", "FUNCTION", "OPPOSITES", "PARTICLES", "classes", "known"]


def _table(text: str) -> dict[str, str]:
    return by_stem(text.split())


CLASSES: Final[dict[str, dict[str, str]]] = {
    # --- scenes ------------------------------------------------------------------------------------------------
    "sport": _table(
        """run jog walk hike bike cycle swim dance ski snowboard sail golf box climb surf skate camp fish row
        sprint kayak canoe paddle hunt backpack trek boulder wrestle skateboard snowshoe bodyboard spin yoga
        pilates tennis badminton basketball soccer football softball baseball volleyball hockey rugby cricket
        lacrosse squash pickleball barre crossfit zumba aerobics cardio marathon triathlon gymnastics karate
        judo boxing kickboxing weightlifting powerlifting cycling ballet bowling archery horseriding parkour
        calisthenics cheerleading tai-chi"""
    ),
    "doing": _table(
        """travel commute cook bake garden study shop workout train exercise stretch lift race coach relax
        lounge sleep nap read drive work play cheer hang garden grill barbecue picnic shovel mow clean wash
        shave shower meditate meditation warm-up cool-down warmup cooldown yardwork housework homework chore
        errand gardening ride training commuting babysit move pack unpack boat jump squat pushup row
        bookkeeping vacation party dine"""
    ),
    "event": _table(
        """class practice game match meet session routine trip vacation holiday weekend getaway party wedding
        dinner lunch breakfast brunch flight race tournament competition event adventure outing stroll jaunt
        date interview meeting concert festival conference rehearsal lesson camp tour sightseeing expedition
        excursion ceremony semester marathon walk hike ride run swim drive picnic sleepover reunion retreat
        warm-up hunt"""
    ),
    "place": _table(
        """gym studio office school campus college university park beach pool lake river trail mountain track
        court course field road street sidewalk pavement slope treadmill city town neighborhood garden yard
        backyard cabin campsite airport plane train bus car home house kitchen bedroom bathroom sauna spa
        hotel desert forest wood woods rink rooftop playground classroom dorm library mall store outdoors
        outside boat locker sidelines sideline path hill island water sea ocean tent couch sofa bed desk
        bench links range terrace backcountry"""
    ),
    "weather": _table(
        """weather rain snow wind cold heat winter summer fall autumn spring sun sunshine storm rainstorm
        downpour drizzle humidity temperature climate chill breeze season elevation altitude snowstorm sleet
        fog"""
    ),
    "time": _table("""morning evening night afternoon day midday dusk dawn bedtime commute weekday noon dark
        year"""),
    "holiday": _table(
        """christmas xmas birthday easter thanksgiving halloween hanukkah anniversary graduation valentine
        valentines valentine's mother's father's newyear wedding prom ramadan diwali"""
    ),
    "climate": _table(
        """cold hot warm cool chilly windy rainy snowy sunny humid wet freezing frigid brisk muddy icy dark mild
        crisp scorching"""
    ),
    # --- people ------------------------------------------------------------------------------------------------
    "person": _table(
        """runner jogger hiker cyclist biker yogi swimmer athlete golfer skier snowboarder climber camper
        traveler traveller commuter student teacher nurse mother mom father dad parent kid child baby toddler
        teen teenager boy girl man woman guy lady gentleman husband wife son daughter boyfriend girlfriend
        brother sister grandma grandpa beginner professional enthusiast lover fan user player dancer people
        person adult senior worker gardener cook lifter trainer coach bodybuilder photographer artist
        musician sailor surfer racer walker explorer novice instructor practitioner men women sportsman
        newbie pro"""
    ),
    # --- what is sold, and its parts ---------------------------------------------------------------------------
    "goods": _table(
        """shirt tee t-shirt top tank jacket hoodie sweatshirt sweater pullover pants legging tights shorts
        short capri skirt skort dress bra sock shoe sneaker boot sandal cap hat visor glove scarf coat vest
        parka pant jogger jersey polo bag backpack duffle duffel tote pack suitcase luggage wallet watch band
        bottle ball mat strap block roller rope kettlebell dumbbell dvd video equipment gear accessory brick
        pillow chair tent underwear brief boxer swimsuit bikini wear clothes clothing outfit apparel layer
        undershirt camisole fleece crewneck trouser jeans"""
    ),
    "part": _table(
        """strap handle zipper zip seam pocket compartment sleeve cuff collar neck neckline neckhole waist
        waistband hem hood lining liner fabric material cloth elastic elasticity drawstring string button
        buckle clasp clip sole insole heel toe lace cushion cushioning padding pad wheel lid cap band screen
        display battery color colour logo print design cut size sizing length inseam leg crotch armhole
        opening brim visor mesh stitching thread quality bottom frame mouth spout valve pump hook loop flap
        ankle tongue tread grip surface cover case charger instruction manual stripe pattern style shape
        smell support layer insulation compression underwire rim technology construction fiber weave finish
        blend detail detailing accent trim panel yarn knit garment polyester cotton wool spandex bristle
        blade motor cord plug cable lens hinge spring nozzle dial number face buttonhole thumbhole fleece
        nylon feature ventilation resistance warmth shoulder arm back chest"""
    ),
    "body": _table(
        """shoulder neck back waist hip thigh leg arm underarm armpit chest foot heel toe knee wrist hand finger
        skin stomach belly tummy head ankle calf shin bicep tricep torso bottom rear crotch ear nose eye
        forehead face elbow ribs rib breast bust boob side nipple hair muscle joint arch lip"""
    ),
    # --- troubles ----------------------------------------------------------------------------------------------
    "breaks": _table(
        """break rip tear split snap crack shrink fade bleed pill unravel fray loosen deflate stain wrinkle
        crease snag sag gape cling stink leak squeak jam peel rust dent warp clog tangle burst chafe itch
        pinch poke irritate overheat bunch die ache hurt droop separate disintegrate shatter rot mildew
        discolor chip wobble flop"""
    ),
    "turns": _table("""dig fall come wear stretch ride roll slip slide creep stick rub scratch cut run wash hold"""),
    "bad": _table(
        """itchy scratchy see-through flimsy bulky uncomfortable stiff boxy unflattering saggy frumpy slippery
        squeaky noisy ugly cheap expensive pricey overpriced smelly stinky sweaty sticky clingy restrictive
        fragile rough shapeless faulty defective crooked misleading lumpy greasy bitter unstable leaky shoddy
        constricting unstylish wobbly blurry dull soggy inaccurate confusing"""
    ),
    "extent": _table(
        """sheer transparent baggy tight small big large short long narrow wide loose thin thick heavy hot cold
        warm light high low hard soft deep snug revealing bright dark stretchy fitted roomy plain slow loud
        strong weak rigid full boring restrictive"""
    ),
    "ailment": _table(
        """chafing chafe odor odour stink smell irritation blister pain ache soreness strain sweat perspiration
        moisture glare fatigue stress injury bulk friction bounce wrinkle leak leakage spill stain clutter
        tangle slippage cramp stiffness tension distraction wind rain cold chill heat humidity sunburn uv
        overheating rubbing bunching pilling shrinkage fading dirt bacteria germ dust noise hassle discomfort
        dehydration muscle-soreness rash itch bump redness dryness wetness restriction puffiness impact shock
        splint breakage wear frizz shine"""
    ),
    # --- aims --------------------------------------------------------------------------------------------------
    "state": _table(
        """warm dry cool comfortable comfy cozy fresh hydrated focused motivated safe organized hot clean
        covered protected energized toasty calm relaxed stylish steady balanced flexible supported secure
        visible healthy strong snug lightweight chilled"""
    ),
    "effect": _table(
        """improve increase enhance boost build strengthen support protect reduce prevent minimize minimise
        eliminate relieve absorb wick regulate maintain control track measure monitor organize organise store
        carry tone sculpt stabilize ease soothe repel resist block shield cushion target challenge burn
        release stretch develop fight promote promotes maximize optimize encourage deliver provide offer
        ensure allow correct massage loosen relax restore recover align hydrate moisturize moisturise calm
        deter stimulate accelerate extend trap lock insulate ventilate flatter slim shape smooth hug grip"""
    ),
    "good": _table(
        """support stability coverage comfort mobility flexibility balance strength warmth breathability
        ventilation protection compression cushioning traction grip movement motion durability insulation
        posture endurance circulation performance resistance visibility relief recovery freedom hydration
        storage control tone fit stretch airflow range toughness alignment shape core muscle coordination
        burn energy speed power safety security privacy softness modesty versatility stamina agility room
        space"""
    ),
}
"""Base form by stem, by class of word."""

FUNCTION: Final = frozenset(
    words("""a an the this that these those my your his her its our their i you he she it we they me him us them
    myself yourself itself mine yours one ones some any each every all both few many much more most other
    another such no not nor and or but so yet because since if then than though although unless until while when
    where who whom whose which what why how as at by for from in into of off on onto out over to toward towards
    under up upon with within without about above across after against along among around before behind below
    beneath beside between beyond despite down during except inside like near per through throughout till via be
    am is are was were been being have has had having do does did doing can could may might must shall should
    will would ought let lets n't isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't cannot
    couldn't shouldn't haven't hasn't hadn't i'm i've i'd i'll it's that's there's they're we're you're he's
    she's you've they've we've you'll there here also just even only still really very too quite rather pretty
    kinda kind sort bit little lot lots always never ever often sometimes usually again already almost maybe
    perhaps actually definitely totally especially mostly now today ago once twice etc get gets got getting go
    goes went going gone come comes came make makes made know think want wants wanted need needs buy bought wear
    wears wore wearing use uses used using put puts look looks looked looking feel feels felt feeling seem seems
    seemed say says said im ive dont doesnt didnt cant isnt its thats cuz b/c bc w/ tho thing things keep keeps
    kept keeping stay stays stayed staying help helps helped helping provide provides allow allows allowing
    includes include included including feature features featuring seems work works worked everyone anyone
    someone everybody nobody however plus well instead either neither anyway else oh wow yes please""")
)
"""Words that end a noun phrase: closed classes, and the verbs and adverbs that talk is full of."""

PARTICLES: Final = frozenset(words("up down off out apart over open loose together away thin"))
OPPOSITES: Final = {
    "longer": "short", "bigger": "small", "larger": "small", "lighter": "heavy", "thicker": "thin",
    "wider": "narrow", "shorter": "long", "smaller": "large", "thinner": "thick", "looser": "tight",
    "tighter": "loose", "deeper": "shallow", "roomier": "small", "narrower": "wide", "higher": "low",
    "lower": "high", "cheaper": "expensive", "heavier": "light", "brighter": "dull", "quieter": "loud",
    "darker": "light", "slimmer": "bulky",
}  # fmt: skip
"""What is wrong with a thing that somebody wishes to be *longer*."""


@lru_cache(maxsize=65536)
def classes(word: str) -> frozenset[str]:
    """Return the classes that ``word``, in any inflection, belongs to."""
    root = stem(word)
    return frozenset(name for name, table in CLASSES.items() if root in table)


def known(word: str, *names: str) -> str | None:
    """Return the base form of ``word`` in the first of the classes ``names`` that it belongs to."""
    root = stem(word)
    for name in names:
        if root in CLASSES[name]:
            return CLASSES[name][root]
    return None
