"""Who is called back with news as it happens."""

from collections.abc import Callable

from homeassistant.core import CALLBACK_TYPE, callback

from .news import News


class NewsSubscribers:
    """Passes news on to everybody who subscribed."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._news_callbacks: set[Callable[[News], None]] = set()

    @callback
    def async_subscribe(self, news_callback: Callable[[News], None]) -> CALLBACK_TYPE:
        """Call back whenever something happens to a person; returns how to stop that."""
        self._news_callbacks.add(news_callback)
        return lambda: self._news_callbacks.discard(news_callback)

    def tell(self, news: News) -> None:
        """Tell everybody who subscribed."""
        for news_callback in tuple(self._news_callbacks):
            news_callback(news)
