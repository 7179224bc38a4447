//! The seller's window, as a person with a screen reader finds her way in it: by role and name.

use anyhow::{Context as _, Result, ensure};
use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::desktop::workspace;
use crate::until;

/// Finds what is visible by role and the beginning of its accessible name.
const FIND: &str = include_str!("find.js");

/// Where the interface keeps axe-core.
const AXE: &str = "ui/node_modules/axe-core/axe.min.js";

/// Runs axe-core and sums up what matters.
const RUN_AXE: &str = "
    const done = arguments[arguments.length - 1];
    const grave = ({ impact }) => impact === 'serious' || impact === 'critical';
    const told = ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ');
    axe.run().then(({ violations }) => done(violations.filter(grave).map(told)));";

/// The page in the seller's window, or a part of it.
#[derive(Debug, Clone)]
pub struct Page {
    client: Client,
    part: Option<Element>,
}

/// Something that was found, and how it was asked for.
#[derive(Debug, Clone)]
pub struct Named {
    element: Element,
    client: Client,
    asked: String,
}

/// arguments: the text; then what is called with the two times.
const SEARCH_UNTIL_PAINTED: &str = include_str!("painted.js");

impl Page {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, part: None }
    }

    /// The first thing of this role whose name begins so, once it is there.
    ///
    /// # Errors
    /// When it does not appear in time; the message holds what is on the page.
    pub async fn find(&self, role: &str, name: &str) -> Result<Named> {
        let asked = format!("{role} {name:?}");
        let found =
            until(&asked, || async { Ok(self.all(role, name).await?.into_iter().next()) }).await;
        match found {
            Ok(element) => Ok(element),
            Err(error) => Err(error.context(self.text().await.unwrap_or_default())),
        }
    }

    /// Everything of this role whose name begins so, as it stands now.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn all(&self, role: &str, name: &str) -> Result<Vec<Named>> {
        let part = match &self.part {
            Some(part) => serde_json::to_value(part)?,
            None => Value::Null,
        };
        let found = self.client.execute(FIND, vec![json!(role), json!(name), part]).await?;
        let asked = format!("{role} {name:?}");
        let elements = found.as_array().context("a list of elements")?;
        Ok(elements
            .iter()
            .filter_map(|element| element.as_object()?.values().next()?.as_str())
            .map(|id| Named {
                element: Element::from_element_id(
                    self.client.clone(),
                    ElementRef::from(id.to_owned()),
                ),
                client: self.client.clone(),
                asked: asked.clone(),
            })
            .collect())
    }

    /// The first thing of this role that shows `text` anywhere, once it is there.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn find_with(&self, role: &str, text: &str) -> Result<Named> {
        until(&format!("{role} with {text:?}"), || async {
            for named in self.all(role, "").await? {
                if named.text().await?.to_lowercase().contains(&text.to_lowercase()) {
                    return Ok(Some(named));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Waits until the page shows `text` anywhere.
    ///
    /// # Errors
    /// When it does not in time; the message holds what is on the page.
    pub async fn find_text(&self, text: &str) -> Result<()> {
        let shown = until(text, || async {
            Ok(self.text().await?.to_lowercase().contains(&text.to_lowercase()).then_some(()))
        });
        match shown.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(self.text().await.unwrap_or_default())),
        }
    }

    /// Clicks the last of the buttons of this name: the one that was added to ask again.
    ///
    /// # Errors
    /// When there is none.
    pub async fn press_last(&self, button: &str) -> Result<()> {
        self.all("button", button).await?.pop().context("a button")?.click().await
    }

    /// Waits until so many things of this role are there.
    ///
    /// # Errors
    /// When it stays at another number.
    pub async fn count(&self, role: &str, count: usize) -> Result<()> {
        until(&format!("{count} of {role}"), || async {
            Ok((self.all(role, "").await?.len() == count).then_some(()))
        })
        .await
    }

    /// Whether nothing of this role and name is there, once that is so.
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self, role: &str, name: &str) -> Result<()> {
        let asked = format!("{role} {name:?} to be gone");
        until(&asked, || async { Ok(self.all(role, name).await?.is_empty().then_some(())) }).await
    }

    /// Clicks the button of this name, once it is there and can be clicked.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn press(&self, button: &str) -> Result<()> {
        self.find("button", button).await?.click().await
    }

    /// Puts `text` into the field of this name, in place of what is there.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn fill(&self, field: &str, text: &str) -> Result<()> {
        self.find("textbox", field).await?.fill(text).await
    }

    /// Waits until the status of this name begins with one of `words`; gives all it says.
    ///
    /// # Errors
    /// When it does not in time; the message holds what is on the page.
    pub async fn status(&self, name: &str, words: &[&str]) -> Result<String> {
        let asked = format!("{name} to be one of {words:?}");
        let found = until(&asked, || async {
            for status in self.all("status", name).await? {
                let said = status.text().await?.trim().to_owned();
                if words.iter().any(|word| said.starts_with(word)) {
                    return Ok(Some(said));
                }
            }
            Ok(None)
        });
        match found.await {
            Ok(said) => Ok(said),
            Err(error) => Err(error.context(self.text().await.unwrap_or_default())),
        }
    }

    /// Presses a key or types text wherever the focus is.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn keys(&self, keys: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// All the text that is on the page.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn text(&self) -> Result<String> {
        let text = self.client.execute("return document.body.innerText", Vec::new()).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page is in the dark look, and painted so.
    ///
    /// # Errors
    /// When it stays light.
    pub async fn until_dark(&self) -> Result<()> {
        until("the dark look", || async {
            let script = "const done = arguments[0];
                const dark = getComputedStyle(document.documentElement).colorScheme === 'dark';
                requestAnimationFrame(() => requestAnimationFrame(() => done(dark)));";
            let dark = self.client.execute_async(script, Vec::new()).await?;
            Ok((dark == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Puts `text` into the search box as a keystroke does, and gives how many milliseconds pass
    /// until the page says what it found, and until that is painted. The number found must differ
    /// from that of the text before.
    ///
    /// # Errors
    /// When the driver does not answer, or the number does not change.
    pub async fn search_until_painted(&self, text: &str) -> Result<(f64, f64)> {
        let took = self.client.execute_async(SEARCH_UNTIL_PAINTED, vec![json!(text)]).await?;
        serde_json::from_value(took).context("two times")
    }

    /// What axe-core finds on the page that is serious or critical: each finding with the places.
    ///
    /// # Errors
    /// When axe-core is not there or fails.
    pub async fn barriers(&self) -> Result<Vec<String>> {
        let axe = tokio::fs::read_to_string(workspace().join(AXE)).await.context(AXE)?;
        self.client.execute(&axe, Vec::new()).await?;
        let found = self.client.execute_async(RUN_AXE, Vec::new()).await?;
        Ok(serde_json::from_value(found)?)
    }

    /// Puts one of a product into the cart: searches for it and takes the best hit.
    ///
    /// # Errors
    /// When it is not found or cannot be added.
    pub async fn add(&self, product: &str) -> Result<()> {
        let cart = self.find("list", "Cart").await?.inside();
        let before = cart.all("listitem", "").await?.len();
        let search = self.find("combobox", "Search products").await?;
        search.fill(product).await?;
        self.find_with("option", product).await?;
        search.keys(&Key::Enter.to_string()).await?;
        cart.count("listitem", before + 1).await
    }

    /// Fills the customer's fields with somebody who lives in Boston.
    ///
    /// # Errors
    /// When a field is not there.
    pub async fn fill_customer(&self, email: &str) -> Result<()> {
        for (field, text) in [
            ("Email", email),
            ("First name", "Grace"),
            ("Last name", "Okafor"),
            ("Phone", "+1 617 555 0123"),
            ("Address", "5 Oak St"),
            ("City", "Boston"),
            ("State", "MA"),
            ("Postcode", "02101"),
        ] {
            self.fill(field, text).await?;
        }
        Ok(())
    }
}

impl Named {
    /// What is inside it.
    #[must_use]
    pub fn inside(&self) -> Page {
        Page { client: self.client.clone(), part: Some(self.element.clone()) }
    }

    /// Clicks it, once it can be clicked.
    ///
    /// # Errors
    /// When it cannot be clicked in time.
    pub async fn click(&self) -> Result<()> {
        until(&format!("{} to take a click", self.asked), || async {
            ensure!(self.element.is_enabled().await?, "it is disabled");
            self.bring_into_view().await?;
            self.element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Brings it into the middle of the window. The driver itself scrolls only as far as to the edge,
    /// where something may lie over it.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn bring_into_view(&self) -> Result<()> {
        let element = serde_json::to_value(&self.element)?;
        let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
        self.client.execute(scroll, vec![element]).await?;
        Ok(())
    }

    /// Puts `text` in it, in place of what is there.
    ///
    /// # Errors
    /// When it takes no text.
    pub async fn fill(&self, text: &str) -> Result<()> {
        self.click().await?;
        self.element.send_keys(&(Key::Control + "a")).await?;
        self.element.send_keys(&Key::Delete.to_string()).await?;
        Ok(self.element.send_keys(text).await?)
    }

    /// Presses a key while it has the focus.
    ///
    /// # Errors
    /// When it takes no keys.
    pub async fn keys(&self, keys: &str) -> Result<()> {
        Ok(self.element.send_keys(keys).await?)
    }

    /// Chooses the option of a select that shows this text.
    ///
    /// # Errors
    /// When there is no such option.
    pub async fn choose(&self, label: &str) -> Result<()> {
        Ok(self.element.select_by_label(label).await?)
    }

    /// Its text.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn text(&self) -> Result<String> {
        // The driver's own reading leaves out what is cut off with an ellipsis.
        Ok(self.element.prop("innerText").await?.unwrap_or_default())
    }

    /// The value of a field.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn value(&self) -> Result<String> {
        Ok(self.element.prop("value").await?.unwrap_or_default())
    }
}
