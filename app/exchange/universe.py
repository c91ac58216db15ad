"""The markets this exchange lists: names, where their prices lie and how lively each one is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarketSpec:
    """One listed market; what the market model and the history need to know of it.

    `price` is the level of autumn 2026 in the quote currency, `turnover` a usual day's in it, `volatility`
    the usual daily move (0.03 = 3 %), `beta` how much of bitcoin's move it follows, `growth` its past drift.
    """

    code: str
    korean: str
    english: str
    price: float
    turnover: float
    volatility: float
    books_per_s: float
    trades_per_s: float
    beta: float = 1.0
    growth: float = 0.05
    spread: int = 1

    @property
    def quote(self) -> str:
        """The quote currency."""
        return self.code.partition("-")[0]

    @property
    def base(self) -> str:
        """The traded currency."""
        return self.code.partition("-")[2]


# code, Korean, English, price (protocol 8.5), daily turnover in billion KRW
_KRW = """
BTC|비트코인|Bitcoin|116540000|310
ETH|이더리움|Ethereum|3684000|240
XRP|엑스알피(리플)|XRP|1942|330
SOL|솔라나|Solana|149300|95
USDT|테더|Tether|1354|180
USDC|유에스디코인|USD Coin|1354|22
DOGE|도지코인|Dogecoin|136|88
LINK|체인링크|Chainlink|19300|14
SUI|수이|Sui|1264|21
AVAX|아발란체|Avalanche|12350|9
XLM|스텔라루멘|Stellar Lumens|309|17
HBAR|헤데라|Hedera|128|11
SHIB|시바이누|Shiba Inu|0.00857|9
DOT|폴카닷|Polkadot|1482|4
BCH|비트코인캐시|Bitcoin Cash|394700|8
ETC|이더리움클래식|Ethereum Classic|12040|6
NEAR|니어프로토콜|NEAR Protocol|3083|13
APT|앱토스|Aptos|1035|5
AAVE|에이브|Aave|173700|3
UNI|유니스왑|Uniswap|6400|7
TAO|비트텐서|Bittensor|370100|6
PEPE|페페|Pepe|0.00595|16
BONK|봉크|Bonk|0.00479|5
ONDO|온도파이낸스|Ondo Finance|674|9
ARB|아비트럼|Arbitrum|146|5
SEI|세이|Sei|77.7|4
STX|스택스|Stacks|526|2.5
ATOM|코스모스|Cosmos|2756|2
ALGO|알고랜드|Algorand|153|3
VET|비체인|VeChain|8.64|2
SAND|샌드박스|The Sandbox|76.3|2.2
AXS|엑시인피니티|Axie Infinity|1838|3.5
BSV|비트코인에스브이|Bitcoin SV|30170|1.4
BTT|비트토렌트|BitTorrent|0.000504|1.6
XEC|이캐시|eCash|0.0123|0.8
WLD|월드코인|Worldcoin|697|19
ENA|에테나|Ethena|163|12
TRUMP|오피셜트럼프|Official Trump|2792|6
PENGU|펏지펭귄|Pudgy Penguins|11.7|7
WLFI|월드리버티파이낸셜|World Liberty Financial|118|10
MON|모나드|Monad|45.1|14
MEW|캣인어독스월드|cat in a dogs world|0.735|1.2
G|그래비티|Gravity|6.52|0.7
2Z|더블제로|DoubleZero|61.3|1.1
HGL|호가라이트|Hoga Light|72350|0.9
HGM|호가메탈|Hoga Metal|718500|0.6
"""  # the last two do not exist at Upbit: they cover the tick bands 50 and 500

KRW_MARKETS = 289
"""How many KRW markets Upbit lists (protocol 8.1)."""

_BTC = "ETH XRP SOL DOGE LINK AVAX ATOM"
_USDT = "BTC ETH XRP SOL DOGE PEPE"
_STABLE = frozenset({"USDT", "USDC"})
_GROWTH = {"BTC": 0.33, "ETH": 0.30, "XRP": 0.20, "SOL": 0.25}

_SYLLABLES = "가나다라마바사아자차카타파하노도로모보소오조코토포호미비시지키티피히루무부수우주쿠투"
_ENDINGS = ("코인", "체인", "네트워크", "프로토콜", "토큰", "파이낸스", "월드", "랩스")
_ENGLISH_ENDINGS = ("Coin", "Chain", "Network", "Protocol", "Token", "Finance", "World", "Labs")
_GENERATED_PRICES = (
    1.73,
    58.4,
    742.0,
    2315.0,
    0.0713,
    6480.0,
    14.9,
    391.0,
    17250.0,
    0.384,
    128.0,
    8.05,
    88600.0,
)


def markets(count: int | None = None) -> tuple[MarketSpec, ...]:
    """The listed markets, KRW first; `count` sets how many KRW ones (the built-in ones, then made-up ones).

    BTC and USDT markets are listed whose coin and whose quote currency have a KRW market.
    """
    krw = list(_krw_markets())
    if count is not None:
        krw = krw[:count] + list(_generated(max(0, count - len(krw))))
    by_base = {spec.base: spec for spec in krw}
    return (*krw, *_cross("BTC", _BTC, by_base), *_cross("USDT", _USDT, by_base))


def _krw_markets() -> Iterator[MarketSpec]:
    for line in _KRW.strip().splitlines():
        base, korean, english, price, billions = line.split("|")
        yield _krw(base, korean, english, float(price), float(billions) * 1e9)


def _krw(base: str, korean: str, english: str, price: float, turnover: float) -> MarketSpec:
    # Liveliness follows turnover: 2 trades/s at 300 billion KRW a day, one in ten seconds at one billion.
    trades = min(2.2, 0.1 * (turnover / 1e9) ** 0.53)
    stable = base in _STABLE
    return MarketSpec(
        code=f"KRW-{base}",
        korean=korean,
        english=english,
        price=price,
        turnover=turnover,
        volatility=0.003 if stable else 0.022 if base == "BTC" else 0.035 + 0.02 * (len(english) % 3) / 2,
        books_per_s=min(9.0, 4.0 * trades),
        trades_per_s=trades,
        beta=0.0 if stable else 1.0 if base == "BTC" else 0.8 + 0.1 * (len(korean) % 6),
        growth=0.0 if stable else _GROWTH.get(base, 0.04),
        spread=1 if turnover > 3e9 else 2,
    )


def _generated(count: int) -> Iterator[MarketSpec]:
    for index in range(count):
        first, second = divmod(index, len(_SYLLABLES))
        name = _SYLLABLES[second] + _SYLLABLES[(second * 7 + first * 11 + 3) % len(_SYLLABLES)]
        ending = index % len(_ENDINGS)
        code = f"Z{chr(65 + index // 26 % 26)}{chr(65 + index % 26)}"
        yield _krw(
            code,
            name + _ENDINGS[ending],
            f"{code.capitalize()} {_ENGLISH_ENDINGS[ending]}",
            _GENERATED_PRICES[index % len(_GENERATED_PRICES)] * (1 + index % 7 / 5),
            # A long tail: most small markets see one trade in minutes.
            2.5e9 / (1 + index) ** 1.1,
        )


def _cross(quote: str, bases: str, krw: dict[str, MarketSpec]) -> Iterator[MarketSpec]:
    if quote not in krw:
        return
    for base in bases.split():
        if base not in krw:
            continue
        coin, money = krw[base], krw[quote]
        share = 0.0004 if quote == "BTC" else 0.003
        yield MarketSpec(
            code=f"{quote}-{base}",
            korean=coin.korean,
            english=coin.english,
            price=coin.price / money.price,
            turnover=coin.turnover * share / money.price,
            volatility=coin.volatility,
            books_per_s=coin.books_per_s / 4,
            trades_per_s=coin.trades_per_s / 60,
            beta=coin.beta - money.beta,
            growth=coin.growth - money.growth,
            spread=3,
        )
