"""A language model as Home Assistant knows it: a real AI Task entity of an integration that answers as a test says."""

from collections.abc import Awaitable, Callable
from typing import Final, override

from homeassistant.components.ai_task import (
    AITaskEntity,
    AITaskEntityFeature,
    GenDataTask,
    GenDataTaskResult,
)
from homeassistant.components.conversation import ChatLog
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    mock_config_flow,
    mock_integration,
    mock_platform,
)

LOCAL: Final = "llama_at_home"
CLOUD: Final = "thinking_cloud"
IOT_CLASSES: Final = {LOCAL: "local_polling", CLOUD: "cloud_polling"}


class LanguageModel(AITaskEntity):
    """Answers what it is told to, and remembers what it was asked."""

    _attr_supported_features = AITaskEntityFeature.GENERATE_DATA

    def __init__(self, name: str, answer: Callable[[GenDataTask], Awaitable[object]]) -> None:
        """Be called `ai_task.<name>`."""
        self.entity_id = f"ai_task.{name}"
        self._attr_name = name
        self.answer = answer
        self.asked: list[str] = []

    @override
    async def _async_generate_data(self, task: GenDataTask, chat_log: ChatLog) -> GenDataTaskResult:
        """Give the answer."""
        self.asked.append(task.instructions)
        return GenDataTaskResult(conversation_id=chat_log.conversation_id, data=await self.answer(task))


async def async_add_language_model(
    hass: HomeAssistant, entity: LanguageModel, domain: str = LOCAL
) -> MockConfigEntry:
    """Bring it into a home, as an entity of an integration that works locally or in the cloud."""

    async def async_setup_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        """Set its platform up."""
        await hass.config_entries.async_forward_entry_setups(entry, ["ai_task"])
        return True

    async def async_unload_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        """Take its platform away."""
        return await hass.config_entries.async_unload_platforms(entry, ["ai_task"])

    async def async_setup_platform(
        _hass: HomeAssistant, _entry: ConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
    ) -> None:
        """Add the language model."""
        async_add_entities([entity])

    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "ai_task", {})
    mock_integration(
        hass,
        MockModule(
            domain,
            async_setup_entry=async_setup_entry,
            async_unload_entry=async_unload_entry,
            partial_manifest={"iot_class": IOT_CLASSES[domain]},
        ),
    )
    mock_platform(hass, f"{domain}.config_flow")
    mock_platform(hass, f"{domain}.ai_task", MockPlatform(async_setup_entry=async_setup_platform))
    entry = MockConfigEntry(domain=domain)
    entry.add_to_hass(hass)
    with mock_config_flow(domain, ConfigFlow):
        assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry
