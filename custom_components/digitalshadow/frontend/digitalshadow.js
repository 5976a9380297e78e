const j = globalThis, Q = j.ShadowRoot && (j.ShadyCSS === void 0 || j.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, X = /* @__PURE__ */ Symbol(), it = /* @__PURE__ */ new WeakMap();
let bt = class {
  constructor(t, e, i) {
    if (this._$cssResult$ = !0, i !== X) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
    this.cssText = t, this.t = e;
  }
  get styleSheet() {
    let t = this.o;
    const e = this.t;
    if (Q && t === void 0) {
      const i = e !== void 0 && e.length === 1;
      i && (t = it.get(e)), t === void 0 && ((this.o = t = new CSSStyleSheet()).replaceSync(this.cssText), i && it.set(e, t));
    }
    return t;
  }
  toString() {
    return this.cssText;
  }
};
const Ut = (s) => new bt(typeof s == "string" ? s : s + "", void 0, X), w = (s, ...t) => {
  const e = s.length === 1 ? s[0] : t.reduce((i, a, r) => i + ((o) => {
    if (o._$cssResult$ === !0) return o.cssText;
    if (typeof o == "number") return o;
    throw Error("Value passed to 'css' function must be a 'css' function result: " + o + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
  })(a) + s[r + 1], s[0]);
  return new bt(e, s, X);
}, Tt = (s, t) => {
  if (Q) s.adoptedStyleSheets = t.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
  else for (const e of t) {
    const i = document.createElement("style"), a = j.litNonce;
    a !== void 0 && i.setAttribute("nonce", a), i.textContent = e.cssText, s.appendChild(i);
  }
}, at = Q ? (s) => s : (s) => s instanceof CSSStyleSheet ? ((t) => {
  let e = "";
  for (const i of t.cssRules) e += i.cssText;
  return Ut(e);
})(s) : s;
const { is: Mt, defineProperty: Rt, getOwnPropertyDescriptor: Ht, getOwnPropertyNames: Lt, getOwnPropertySymbols: Dt, getPrototypeOf: jt } = Object, W = globalThis, nt = W.trustedTypes, It = nt ? nt.emptyScript : "", Bt = W.reactiveElementPolyfillSupport, M = (s, t) => s, J = { toAttribute(s, t) {
  switch (t) {
    case Boolean:
      s = s ? It : null;
      break;
    case Object:
    case Array:
      s = s == null ? s : JSON.stringify(s);
  }
  return s;
}, fromAttribute(s, t) {
  let e = s;
  switch (t) {
    case Boolean:
      e = s !== null;
      break;
    case Number:
      e = s === null ? null : Number(s);
      break;
    case Object:
    case Array:
      try {
        e = JSON.parse(s);
      } catch {
        e = null;
      }
  }
  return e;
} }, xt = (s, t) => !Mt(s, t), rt = { attribute: !0, type: String, converter: J, reflect: !1, useDefault: !1, hasChanged: xt };
Symbol.metadata ??= /* @__PURE__ */ Symbol("metadata"), W.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
let C = class extends HTMLElement {
  static addInitializer(t) {
    this._$Ei(), (this.l ??= []).push(t);
  }
  static get observedAttributes() {
    return this.finalize(), this._$Eh && [...this._$Eh.keys()];
  }
  static createProperty(t, e = rt) {
    if (e.state && (e.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(t) && ((e = Object.create(e)).wrapped = !0), this.elementProperties.set(t, e), !e.noAccessor) {
      const i = /* @__PURE__ */ Symbol(), a = this.getPropertyDescriptor(t, i, e);
      a !== void 0 && Rt(this.prototype, t, a);
    }
  }
  static getPropertyDescriptor(t, e, i) {
    const { get: a, set: r } = Ht(this.prototype, t) ?? { get() {
      return this[e];
    }, set(o) {
      this[e] = o;
    } };
    return { get: a, set(o) {
      const c = a?.call(this);
      r?.call(this, o), this.requestUpdate(t, c, i);
    }, configurable: !0, enumerable: !0 };
  }
  static getPropertyOptions(t) {
    return this.elementProperties.get(t) ?? rt;
  }
  static _$Ei() {
    if (this.hasOwnProperty(M("elementProperties"))) return;
    const t = jt(this);
    t.finalize(), t.l !== void 0 && (this.l = [...t.l]), this.elementProperties = new Map(t.elementProperties);
  }
  static finalize() {
    if (this.hasOwnProperty(M("finalized"))) return;
    if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(M("properties"))) {
      const e = this.properties, i = [...Lt(e), ...Dt(e)];
      for (const a of i) this.createProperty(a, e[a]);
    }
    const t = this[Symbol.metadata];
    if (t !== null) {
      const e = litPropertyMetadata.get(t);
      if (e !== void 0) for (const [i, a] of e) this.elementProperties.set(i, a);
    }
    this._$Eh = /* @__PURE__ */ new Map();
    for (const [e, i] of this.elementProperties) {
      const a = this._$Eu(e, i);
      a !== void 0 && this._$Eh.set(a, e);
    }
    this.elementStyles = this.finalizeStyles(this.styles);
  }
  static finalizeStyles(t) {
    const e = [];
    if (Array.isArray(t)) {
      const i = new Set(t.flat(1 / 0).reverse());
      for (const a of i) e.unshift(at(a));
    } else t !== void 0 && e.push(at(t));
    return e;
  }
  static _$Eu(t, e) {
    const i = e.attribute;
    return i === !1 ? void 0 : typeof i == "string" ? i : typeof t == "string" ? t.toLowerCase() : void 0;
  }
  constructor() {
    super(), this._$Ep = void 0, this.isUpdatePending = !1, this.hasUpdated = !1, this._$Em = null, this._$Ev();
  }
  _$Ev() {
    this._$ES = new Promise((t) => this.enableUpdating = t), this._$AL = /* @__PURE__ */ new Map(), this._$E_(), this.requestUpdate(), this.constructor.l?.forEach((t) => t(this));
  }
  addController(t) {
    (this._$EO ??= /* @__PURE__ */ new Set()).add(t), this.renderRoot !== void 0 && this.isConnected && t.hostConnected?.();
  }
  removeController(t) {
    this._$EO?.delete(t);
  }
  _$E_() {
    const t = /* @__PURE__ */ new Map(), e = this.constructor.elementProperties;
    for (const i of e.keys()) this.hasOwnProperty(i) && (t.set(i, this[i]), delete this[i]);
    t.size > 0 && (this._$Ep = t);
  }
  createRenderRoot() {
    const t = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
    return Tt(t, this.constructor.elementStyles), t;
  }
  connectedCallback() {
    this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((t) => t.hostConnected?.());
  }
  enableUpdating(t) {
  }
  disconnectedCallback() {
    this._$EO?.forEach((t) => t.hostDisconnected?.());
  }
  attributeChangedCallback(t, e, i) {
    this._$AK(t, i);
  }
  _$ET(t, e) {
    const i = this.constructor.elementProperties.get(t), a = this.constructor._$Eu(t, i);
    if (a !== void 0 && i.reflect === !0) {
      const r = (i.converter?.toAttribute !== void 0 ? i.converter : J).toAttribute(e, i.type);
      this._$Em = t, r == null ? this.removeAttribute(a) : this.setAttribute(a, r), this._$Em = null;
    }
  }
  _$AK(t, e) {
    const i = this.constructor, a = i._$Eh.get(t);
    if (a !== void 0 && this._$Em !== a) {
      const r = i.getPropertyOptions(a), o = typeof r.converter == "function" ? { fromAttribute: r.converter } : r.converter?.fromAttribute !== void 0 ? r.converter : J;
      this._$Em = a;
      const c = o.fromAttribute(e, r.type);
      this[a] = c ?? this._$Ej?.get(a) ?? c, this._$Em = null;
    }
  }
  requestUpdate(t, e, i, a = !1, r) {
    if (t !== void 0) {
      const o = this.constructor;
      if (a === !1 && (r = this[t]), i ??= o.getPropertyOptions(t), !((i.hasChanged ?? xt)(r, e) || i.useDefault && i.reflect && r === this._$Ej?.get(t) && !this.hasAttribute(o._$Eu(t, i)))) return;
      this.C(t, e, i);
    }
    this.isUpdatePending === !1 && (this._$ES = this._$EP());
  }
  C(t, e, { useDefault: i, reflect: a, wrapped: r }, o) {
    i && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(t) && (this._$Ej.set(t, o ?? e ?? this[t]), r !== !0 || o !== void 0) || (this._$AL.has(t) || (this.hasUpdated || i || (e = void 0), this._$AL.set(t, e)), a === !0 && this._$Em !== t && (this._$Eq ??= /* @__PURE__ */ new Set()).add(t));
  }
  async _$EP() {
    this.isUpdatePending = !0;
    try {
      await this._$ES;
    } catch (e) {
      Promise.reject(e);
    }
    const t = this.scheduleUpdate();
    return t != null && await t, !this.isUpdatePending;
  }
  scheduleUpdate() {
    return this.performUpdate();
  }
  performUpdate() {
    if (!this.isUpdatePending) return;
    if (!this.hasUpdated) {
      if (this.renderRoot ??= this.createRenderRoot(), this._$Ep) {
        for (const [a, r] of this._$Ep) this[a] = r;
        this._$Ep = void 0;
      }
      const i = this.constructor.elementProperties;
      if (i.size > 0) for (const [a, r] of i) {
        const { wrapped: o } = r, c = this[a];
        o !== !0 || this._$AL.has(a) || c === void 0 || this.C(a, void 0, r, c);
      }
    }
    let t = !1;
    const e = this._$AL;
    try {
      t = this.shouldUpdate(e), t ? (this.willUpdate(e), this._$EO?.forEach((i) => i.hostUpdate?.()), this.update(e)) : this._$EM();
    } catch (i) {
      throw t = !1, this._$EM(), i;
    }
    t && this._$AE(e);
  }
  willUpdate(t) {
  }
  _$AE(t) {
    this._$EO?.forEach((e) => e.hostUpdated?.()), this.hasUpdated || (this.hasUpdated = !0, this.firstUpdated(t)), this.updated(t);
  }
  _$EM() {
    this._$AL = /* @__PURE__ */ new Map(), this.isUpdatePending = !1;
  }
  get updateComplete() {
    return this.getUpdateComplete();
  }
  getUpdateComplete() {
    return this._$ES;
  }
  shouldUpdate(t) {
    return !0;
  }
  update(t) {
    this._$Eq &&= this._$Eq.forEach((e) => this._$ET(e, this[e])), this._$EM();
  }
  updated(t) {
  }
  firstUpdated(t) {
  }
};
C.elementStyles = [], C.shadowRootOptions = { mode: "open" }, C[M("elementProperties")] = /* @__PURE__ */ new Map(), C[M("finalized")] = /* @__PURE__ */ new Map(), Bt?.({ ReactiveElement: C }), (W.reactiveElementVersions ??= []).push("2.1.2");
const tt = globalThis, ot = (s) => s, I = tt.trustedTypes, lt = I ? I.createPolicy("lit-html", { createHTML: (s) => s }) : void 0, wt = "$lit$", x = `lit$${Math.random().toFixed(9).slice(2)}$`, vt = "?" + x, Wt = `<${vt}>`, S = document, R = () => S.createComment(""), H = (s) => s === null || typeof s != "object" && typeof s != "function", et = Array.isArray, Kt = (s) => et(s) || typeof s?.[Symbol.iterator] == "function", q = `[ 	
\f\r]`, T = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, dt = /-->/g, ht = />/g, _ = RegExp(`>|${q}(?:([^\\s"'>=/]+)(${q}*=${q}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`, "g"), ct = /'/g, pt = /"/g, yt = /^(?:script|style|textarea|title)$/i, _t = (s) => (t, ...e) => ({ _$litType$: s, strings: t, values: e }), n = _t(1), Vt = _t(2), N = /* @__PURE__ */ Symbol.for("lit-noChange"), l = /* @__PURE__ */ Symbol.for("lit-nothing"), ut = /* @__PURE__ */ new WeakMap(), k = S.createTreeWalker(S, 129);
function kt(s, t) {
  if (!et(s) || !s.hasOwnProperty("raw")) throw Error("invalid template strings array");
  return lt !== void 0 ? lt.createHTML(t) : t;
}
const qt = (s, t) => {
  const e = s.length - 1, i = [];
  let a, r = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = T;
  for (let c = 0; c < e; c++) {
    const d = s[c];
    let p, u, h = -1, g = 0;
    for (; g < d.length && (o.lastIndex = g, u = o.exec(d), u !== null); ) g = o.lastIndex, o === T ? u[1] === "!--" ? o = dt : u[1] !== void 0 ? o = ht : u[2] !== void 0 ? (yt.test(u[2]) && (a = RegExp("</" + u[2], "g")), o = _) : u[3] !== void 0 && (o = _) : o === _ ? u[0] === ">" ? (o = a ?? T, h = -1) : u[1] === void 0 ? h = -2 : (h = o.lastIndex - u[2].length, p = u[1], o = u[3] === void 0 ? _ : u[3] === '"' ? pt : ct) : o === pt || o === ct ? o = _ : o === dt || o === ht ? o = T : (o = _, a = void 0);
    const f = o === _ && s[c + 1].startsWith("/>") ? " " : "";
    r += o === T ? d + Wt : h >= 0 ? (i.push(p), d.slice(0, h) + wt + d.slice(h) + x + f) : d + x + (h === -2 ? c : f);
  }
  return [kt(s, r + (s[e] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), i];
};
class L {
  constructor({ strings: t, _$litType$: e }, i) {
    let a;
    this.parts = [];
    let r = 0, o = 0;
    const c = t.length - 1, d = this.parts, [p, u] = qt(t, e);
    if (this.el = L.createElement(p, i), k.currentNode = this.el.content, e === 2 || e === 3) {
      const h = this.el.content.firstChild;
      h.replaceWith(...h.childNodes);
    }
    for (; (a = k.nextNode()) !== null && d.length < c; ) {
      if (a.nodeType === 1) {
        if (a.hasAttributes()) for (const h of a.getAttributeNames()) if (h.endsWith(wt)) {
          const g = u[o++], f = a.getAttribute(h).split(x), E = /([.?@])?(.*)/.exec(g);
          d.push({ type: 1, index: r, name: E[2], strings: f, ctor: E[1] === "." ? Gt : E[1] === "?" ? Jt : E[1] === "@" ? Yt : K }), a.removeAttribute(h);
        } else h.startsWith(x) && (d.push({ type: 6, index: r }), a.removeAttribute(h));
        if (yt.test(a.tagName)) {
          const h = a.textContent.split(x), g = h.length - 1;
          if (g > 0) {
            a.textContent = I ? I.emptyScript : "";
            for (let f = 0; f < g; f++) a.append(h[f], R()), k.nextNode(), d.push({ type: 2, index: ++r });
            a.append(h[g], R());
          }
        }
      } else if (a.nodeType === 8) if (a.data === vt) d.push({ type: 2, index: r });
      else {
        let h = -1;
        for (; (h = a.data.indexOf(x, h + 1)) !== -1; ) d.push({ type: 7, index: r }), h += x.length - 1;
      }
      r++;
    }
  }
  static createElement(t, e) {
    const i = S.createElement("template");
    return i.innerHTML = t, i;
  }
}
function O(s, t, e = s, i) {
  if (t === N) return t;
  let a = i !== void 0 ? e._$Co?.[i] : e._$Cl;
  const r = H(t) ? void 0 : t._$litDirective$;
  return a?.constructor !== r && (a?._$AO?.(!1), r === void 0 ? a = void 0 : (a = new r(s), a._$AT(s, e, i)), i !== void 0 ? (e._$Co ??= [])[i] = a : e._$Cl = a), a !== void 0 && (t = O(s, a._$AS(s, t.values), a, i)), t;
}
class Ft {
  constructor(t, e) {
    this._$AV = [], this._$AN = void 0, this._$AD = t, this._$AM = e;
  }
  get parentNode() {
    return this._$AM.parentNode;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  u(t) {
    const { el: { content: e }, parts: i } = this._$AD, a = (t?.creationScope ?? S).importNode(e, !0);
    k.currentNode = a;
    let r = k.nextNode(), o = 0, c = 0, d = i[0];
    for (; d !== void 0; ) {
      if (o === d.index) {
        let p;
        d.type === 2 ? p = new D(r, r.nextSibling, this, t) : d.type === 1 ? p = new d.ctor(r, d.name, d.strings, this, t) : d.type === 6 && (p = new Zt(r, this, t)), this._$AV.push(p), d = i[++c];
      }
      o !== d?.index && (r = k.nextNode(), o++);
    }
    return k.currentNode = S, a;
  }
  p(t) {
    let e = 0;
    for (const i of this._$AV) i !== void 0 && (i.strings !== void 0 ? (i._$AI(t, i, e), e += i.strings.length - 2) : i._$AI(t[e])), e++;
  }
}
class D {
  get _$AU() {
    return this._$AM?._$AU ?? this._$Cv;
  }
  constructor(t, e, i, a) {
    this.type = 2, this._$AH = l, this._$AN = void 0, this._$AA = t, this._$AB = e, this._$AM = i, this.options = a, this._$Cv = a?.isConnected ?? !0;
  }
  get parentNode() {
    let t = this._$AA.parentNode;
    const e = this._$AM;
    return e !== void 0 && t?.nodeType === 11 && (t = e.parentNode), t;
  }
  get startNode() {
    return this._$AA;
  }
  get endNode() {
    return this._$AB;
  }
  _$AI(t, e = this) {
    t = O(this, t, e), H(t) ? t === l || t == null || t === "" ? (this._$AH !== l && this._$AR(), this._$AH = l) : t !== this._$AH && t !== N && this._(t) : t._$litType$ !== void 0 ? this.$(t) : t.nodeType !== void 0 ? this.T(t) : Kt(t) ? this.k(t) : this._(t);
  }
  O(t) {
    return this._$AA.parentNode.insertBefore(t, this._$AB);
  }
  T(t) {
    this._$AH !== t && (this._$AR(), this._$AH = this.O(t));
  }
  _(t) {
    this._$AH !== l && H(this._$AH) ? this._$AA.nextSibling.data = t : this.T(S.createTextNode(t)), this._$AH = t;
  }
  $(t) {
    const { values: e, _$litType$: i } = t, a = typeof i == "number" ? this._$AC(t) : (i.el === void 0 && (i.el = L.createElement(kt(i.h, i.h[0]), this.options)), i);
    if (this._$AH?._$AD === a) this._$AH.p(e);
    else {
      const r = new Ft(a, this), o = r.u(this.options);
      r.p(e), this.T(o), this._$AH = r;
    }
  }
  _$AC(t) {
    let e = ut.get(t.strings);
    return e === void 0 && ut.set(t.strings, e = new L(t)), e;
  }
  k(t) {
    et(this._$AH) || (this._$AH = [], this._$AR());
    const e = this._$AH;
    let i, a = 0;
    for (const r of t) a === e.length ? e.push(i = new D(this.O(R()), this.O(R()), this, this.options)) : i = e[a], i._$AI(r), a++;
    a < e.length && (this._$AR(i && i._$AB.nextSibling, a), e.length = a);
  }
  _$AR(t = this._$AA.nextSibling, e) {
    for (this._$AP?.(!1, !0, e); t !== this._$AB; ) {
      const i = ot(t).nextSibling;
      ot(t).remove(), t = i;
    }
  }
  setConnected(t) {
    this._$AM === void 0 && (this._$Cv = t, this._$AP?.(t));
  }
}
class K {
  get tagName() {
    return this.element.tagName;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  constructor(t, e, i, a, r) {
    this.type = 1, this._$AH = l, this._$AN = void 0, this.element = t, this.name = e, this._$AM = a, this.options = r, i.length > 2 || i[0] !== "" || i[1] !== "" ? (this._$AH = Array(i.length - 1).fill(new String()), this.strings = i) : this._$AH = l;
  }
  _$AI(t, e = this, i, a) {
    const r = this.strings;
    let o = !1;
    if (r === void 0) t = O(this, t, e, 0), o = !H(t) || t !== this._$AH && t !== N, o && (this._$AH = t);
    else {
      const c = t;
      let d, p;
      for (t = r[0], d = 0; d < r.length - 1; d++) p = O(this, c[i + d], e, d), p === N && (p = this._$AH[d]), o ||= !H(p) || p !== this._$AH[d], p === l ? t = l : t !== l && (t += (p ?? "") + r[d + 1]), this._$AH[d] = p;
    }
    o && !a && this.j(t);
  }
  j(t) {
    t === l ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, t ?? "");
  }
}
class Gt extends K {
  constructor() {
    super(...arguments), this.type = 3;
  }
  j(t) {
    this.element[this.name] = t === l ? void 0 : t;
  }
}
class Jt extends K {
  constructor() {
    super(...arguments), this.type = 4;
  }
  j(t) {
    this.element.toggleAttribute(this.name, !!t && t !== l);
  }
}
class Yt extends K {
  constructor(t, e, i, a, r) {
    super(t, e, i, a, r), this.type = 5;
  }
  _$AI(t, e = this) {
    if ((t = O(this, t, e, 0) ?? l) === N) return;
    const i = this._$AH, a = t === l && i !== l || t.capture !== i.capture || t.once !== i.once || t.passive !== i.passive, r = t !== l && (i === l || a);
    a && this.element.removeEventListener(this.name, this, i), r && this.element.addEventListener(this.name, this, t), this._$AH = t;
  }
  handleEvent(t) {
    typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, t) : this._$AH.handleEvent(t);
  }
}
class Zt {
  constructor(t, e, i) {
    this.element = t, this.type = 6, this._$AN = void 0, this._$AM = e, this.options = i;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AI(t) {
    O(this, t);
  }
}
const Qt = tt.litHtmlPolyfillSupport;
Qt?.(L, D), (tt.litHtmlVersions ??= []).push("3.3.3");
const Xt = (s, t, e) => {
  const i = e?.renderBefore ?? t;
  let a = i._$litPart$;
  if (a === void 0) {
    const r = e?.renderBefore ?? null;
    i._$litPart$ = a = new D(t.insertBefore(R(), r), r, void 0, e ?? {});
  }
  return a._$AI(s), a;
};
const st = globalThis;
class z extends C {
  constructor() {
    super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
  }
  createRenderRoot() {
    const t = super.createRenderRoot();
    return this.renderOptions.renderBefore ??= t.firstChild, t;
  }
  update(t) {
    const e = this.render();
    this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(t), this._$Do = Xt(e, this.renderRoot, this.renderOptions);
  }
  connectedCallback() {
    super.connectedCallback(), this._$Do?.setConnected(!0);
  }
  disconnectedCallback() {
    super.disconnectedCallback(), this._$Do?.setConnected(!1);
  }
  render() {
    return N;
  }
}
z._$litElement$ = !0, z.finalized = !0, st.litElementHydrateSupport?.({ LitElement: z });
const te = st.litElementPolyfillSupport;
te?.({ LitElement: z });
(st.litElementVersions ??= []).push("4.2.2");
const ee = ["en", "de"];
function se(s) {
  const t = s.toLowerCase().split("-")[0] ?? "";
  return ee.includes(t) ? t : "en";
}
function m(s, t, e = {}) {
  return (s[t] ?? t).replace(/\{(\w+)\}/g, (i, a) => String(e[a] ?? ""));
}
function P(s, t, e) {
  return s.backend(`component.digitalshadow.${t}.${e}`) || e;
}
const ie = (s, t) => P(s, "entity.sensor.cardiovascular_risk.state_attributes.missing_inputs.state", t), At = (s, t) => P(s, "entity.sensor.next_input_due.state_attributes.input.state", t), ae = (s, t) => P(s, "entity.sensor.cardiovascular_risk.state_attributes.reason.state", t), ne = (s, t) => P(s, "entity.sensor.cardiovascular_risk.state_attributes.outcome.state", t), re = (s, t) => P(s, "selector.measure.options", t), oe = (s, t) => P(s, "entity.sensor.state.state", t), V = (s) => s.hass.locale?.language ?? s.hass.language;
function Y(s, t) {
  return (t.length === 10 ? /* @__PURE__ */ new Date(`${t}T12:00:00`) : new Date(t)).toLocaleDateString(V(s), { day: "numeric", month: "long", year: "numeric" });
}
function U(s, t) {
  const e = s.hass.locale?.time_format;
  return new Date(t).toLocaleString(V(s), {
    dateStyle: "medium",
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
const St = (s, t) => t.toLocaleString(V(s), { maximumFractionDigits: 1 }), Et = (s, t) => new Intl.ListFormat(V(s)).format(t);
function le(s) {
  const t = s.people.some((e) => e.is_themself) ? ["today", "values", "report", "data"] : [];
  return Ct(s).length && t.push("people"), s.is_administrator && t.push("home"), t;
}
function Ct(s) {
  return s.people.filter((t) => t.is_granted && !t.is_themself).sort((t, e) => (B(t) ?? "").localeCompare(B(e) ?? ""));
}
const B = (s) => [s.last_seen_at, s.reading?.ended_at ?? null].filter((t) => t !== null).sort((t, e) => new Date(t).getTime() - new Date(e).getTime()).at(-1) ?? null;
function de(s) {
  history.pushState(null, "", s), window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: !1 } }));
}
function he(s) {
  const t = s?.message;
  return typeof t == "string" ? t : "";
}
class $ extends z {
  static {
    this.properties = {
      home: { attribute: !1 },
      busy: { state: !0 },
      error: { state: !0 }
    };
  }
  constructor() {
    super(), this.busy = !1, this.error = "";
  }
  t(t, e = {}) {
    return m(this.home.texts, t, e);
  }
  /** The person whose account this is; the pages of one's own are there only with one. */
  get me() {
    return this.home.view.people.find((t) => t.is_themself);
  }
  /** Nothing is sent while one answer is awaited or without a connection. */
  get waits() {
    return this.busy || !this.home.hass.connected;
  }
  /** Does something on the server; what it refuses is said on the page, and false returned. */
  async doing(t) {
    this.busy = !0, this.error = "";
    try {
      return await t(), !0;
    } catch (e) {
      return this.error = he(e) || this.t("failed"), !1;
    } finally {
      this.busy = !1;
    }
  }
}
function v(s, t) {
  customElements.get(s) || customElements.define(s, t);
}
function zt(s, t, e) {
  const i = URL.createObjectURL(new Blob([t], { type: e }));
  Object.assign(document.createElement("a"), { href: i, download: s }).click(), setTimeout(() => URL.revokeObjectURL(i), 6e4);
}
const ce = w`
  :host {
    --ds-bg: var(--primary-background-color, #fafafa);
    --ds-card: var(--card-background-color, #fff);
    --ds-ink: var(--primary-text-color, #141414);
    --ds-ink2: var(--ha-color-text-secondary, #5e5e5e);
    --ds-line: var(--divider-color, #0000001f);
    --ds-soft: var(--ha-color-surface-low, #f3f3f3);
    --ds-act: #006787;
    --ds-on-act: #fff;
    --ds-act-soft: #dff3fc;
    --ds-data: #0072b2;
    --ds-ghost: #84898f;
    --ds-track: #e4e7ea;
    --ds-demo: #7d2e63;
    --ds-demo-soft: #fbf1f7;
    --ds-demo-line: #b77a9f;
    --ds-demo-tape: #7d2e6399;
    --ds-urg: #7e2900;
    --ds-urg-soft: #fff0e4;
    --ds-urg-line: #d55e00;
    --ds-danger: #b30532;
    display: block;
    background: var(--ds-bg);
    color: var(--ds-ink);
    font: 400 var(--ha-font-size-l, 16px) / 1.45 var(--ha-font-family-body, Roboto, Noto, sans-serif);
  }
  :host([dark]) {
    --ds-bg: var(--primary-background-color, #111);
    --ds-card: var(--card-background-color, #1c1c1c);
    --ds-ink: var(--primary-text-color, #fff);
    --ds-ink2: var(--ha-color-text-secondary, #ccc);
    --ds-soft: #282828;
    --ds-act: #7bd4fb;
    --ds-on-act: #001721;
    --ds-act-soft: #12303d;
    --ds-data: #56b4e9;
    --ds-ghost: #85898d;
    --ds-track: #3a3d40;
    --ds-demo: #f0b3d5;
    --ds-demo-soft: #2a1c25;
    --ds-demo-line: #a96f91;
    --ds-demo-tape: #f0b3d58c;
    --ds-urg: #ffe0c8;
    --ds-urg-soft: #3b1503;
    --ds-urg-line: #ff9342;
    --ds-danger: #fd8f90;
  }
`, y = w`
  * { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  button, select { font: inherit; color: inherit; }
  button { background: none; border: 0; cursor: pointer; text-align: start; }
  button:disabled { opacity: 0.5; cursor: default; }
  a { color: var(--ds-act); }
  :focus-visible { outline: 3px solid var(--ds-act); outline-offset: 2px; }
  ha-icon { flex: none; --mdc-icon-size: 24px; }
  .sub { color: var(--ds-ink2); font-size: var(--ha-font-size-m, 14px); line-height: 1.4; }
  .cols { display: grid; gap: 12px; }
  .narrow { max-width: 560px; margin-inline: auto; }
  .hello { padding: 2px 4px 14px; }
  .hello h2 { font-size: 22px; font-weight: 400; line-height: 1.25; }
  .card { background: var(--ds-card); border: 1px solid var(--ds-line); border-radius: 12px; padding: 16px; overflow: hidden; min-width: 0; overflow-wrap: anywhere; }
  .card h2 { font-size: var(--ha-font-size-l, 16px); font-weight: 500; line-height: 1.3; }
  .card > header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 8px; min-height: 28px; }
  .kind { display: inline-flex; align-items: center; gap: 5px; font-size: 14px; font-weight: 500; color: var(--ds-ink2); }
  .kind ha-icon, .src ha-icon { --mdc-icon-size: 16px; }
  .src { display: flex; gap: 6px; align-items: flex-start; margin-block-start: 12px; color: var(--ds-ink2); font-size: 14px; line-height: 1.4; }
  .say { margin-block-start: 8px; }
  .btn { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 48px; padding: 8px 20px; border-radius: 999px; background: var(--ds-act); color: var(--ds-on-act); font-weight: 500; text-decoration: none; text-align: center; }
  .btn.soft { background: var(--ds-act-soft); color: var(--ds-act); }
  .btn.line { background: none; border: 1.5px solid var(--ds-ghost); color: var(--ds-ink); }
  .btn.danger { background: none; border: 1.5px solid currentColor; color: var(--ds-danger); }
  .btn.small { min-height: 44px; padding-inline: 14px; font-size: 15px; }
  .btns { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 12px; }
  .rows > li { display: flex; gap: 12px; align-items: center; min-height: 56px; padding-block: 8px; border-block-end: 1px solid var(--ds-line); }
  .rows > li:last-child { border: 0; padding-block-end: 0; }
  .rows li > div { flex: 1; min-width: 0; }
  .rows + .sub { margin-block-start: 12px; }
  .rows b { font-weight: 500; display: block; line-height: 1.3; }
  .rows ha-icon { color: var(--ds-ink2); }
  .num, b { font-variant-numeric: tabular-nums; }
  .error { color: var(--ds-danger); margin-block-start: 8px; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (min-width: 1080px) {
    .cols.two { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 16px; align-items: start; }
    .cols.two > .wide { grid-column: 1 / -1; }
  }
`;
class pe extends $ {
  constructor() {
    super(...arguments), this.open = () => this.dialog.showModal(), this.close = () => this.dialog.close();
  }
  static {
    this.styles = [
      y,
      w`
      .sos { display: inline-flex; align-items: center; gap: 6px; min-height: 44px; padding-inline: 12px 14px; border: 1.5px solid var(--ds-line); border-radius: 999px; font-size: 15px; font-weight: 500; color: var(--ds-ink); white-space: nowrap; }
      .sos ha-icon { --mdc-icon-size: 18px; color: var(--ds-act); }
      dialog { background: var(--ds-card); color: var(--ds-ink); border: 0; padding: 24px 20px; width: 100%; max-width: min(520px, 100vw); border-radius: 28px 28px 0 0; margin: auto auto 0; max-height: 95dvh; overflow: auto; }
      dialog::backdrop { background: #0008; }
      h2 { font-size: 24px; font-weight: 500; }
      dialog > * + * { margin-block-start: 14px; }
      dialog ul { display: grid; gap: 14px; font-size: 17px; }
      dialog li b { display: block; font-weight: 500; font-size: 18px; }
      .btn { display: flex; width: 100%; }
      a.btn { min-height: 64px; font-size: 20px; }
      @media (min-width: 870px) { dialog { border-radius: 28px; margin: auto; } }
    `
    ];
  }
  render() {
    const t = this.home.view.emergency_numbers, e = t.length ? t.join(" / ") : "";
    return n`<button class="sos" @click=${this.open}><ha-icon icon="mdi:phone"></ha-icon>${this.t("sos", { number: e })}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${t.length ? this.t("sos.title", { number: e }) : this.t("sos.title.unknown")}</h2>
        <p>${this.t("sos.one")}</p>
        <ul>
          <li><b>${this.t("sos.heart")}</b>${this.t("sos.heart.signs")}</li>
          <li><b>${this.t("sos.stroke")}</b>${this.t("sos.stroke.signs")}</li>
        </ul>
        ${t.map((i) => n`<a class="btn" href="tel:${i}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: i })}</a>`)}
        <button class="btn line" @click=${this.close}>${this.t("close")}</button>
        <p class="sub">${this.t("sos.limits")}</p>
      </dialog>`;
  }
  get dialog() {
    return this.renderRoot.querySelector("dialog");
  }
}
v("digitalshadow-emergency", pe);
function b(s, t, e, i = {}) {
  return s.callWS({ type: `digitalshadow/person/${t}`, person_id: e, ...i });
}
const ue = ["templates", "readings", "measurements", "documents", "consents"];
class ge extends $ {
  static {
    this.properties = {
      ...$.properties,
      data: { state: !0 },
      step: { state: !0 },
      exported: { state: !0 }
    };
  }
  static {
    this.styles = [
      y,
      w`
      .sw { width: 52px; height: 32px; border-radius: 16px; border: 2px solid var(--ds-ghost); position: relative; flex: none; padding: 0; }
      .sw::before { content: ""; position: absolute; inset: -10px; }
      .sw::after { content: ""; position: absolute; inset-block-start: 6px; inset-inline-start: 6px; width: 16px; height: 16px; border-radius: 50%; background: var(--ds-ghost); }
      .sw[aria-checked="true"] { background: var(--ds-act); border-color: var(--ds-act); }
      .sw[aria-checked="true"]::after { inset-inline-start: 24px; background: var(--ds-on-act); width: 20px; height: 20px; inset-block-start: 4px; }
      ul.plain { display: grid; gap: 6px; margin-block-start: 8px; list-style: disc; padding-inline-start: 20px; }
    `
    ];
  }
  constructor() {
    super(), this.data = null, this.step = "closed", this.exported = !1;
  }
  firstUpdated() {
    this.doing(async () => {
      this.data = await b(this.home.hass, "data", this.me.person_id);
    });
  }
  turn(t, e) {
    return this.doing(async () => {
      const i = await b(this.home.hass, "set_switch", this.me.person_id, { switch: t, on: e });
      this.data && (this.data = { ...this.data, ...i });
    });
  }
  export() {
    return this.doing(async () => {
      const t = await b(this.home.hass, "export", this.me.person_id);
      zt("heart-health-export.json", JSON.stringify(t, null, 2), "application/json"), this.exported = !0;
    });
  }
  withdraw() {
    return this.doing(async () => {
      this.home.withdrawn(await b(this.home.hass, "withdraw", this.me.person_id));
    });
  }
  render() {
    const { data: t } = this;
    return n`<div class="narrow cols">
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${t ? n`${this.readers(t)} ${this.switches(t)} ${this.stored(t)} ${this.leaving(t)}` : n`<section class="card" aria-busy="true"><h2>${this.t("data.readers")}</h2></section>`}
    </div>`;
  }
  readers(t) {
    const e = (i, a) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b>${this.t(`data.${i}`)}</b>
        <span class="sub"><bdi>${a.length ? Et(this.home, a) : this.t("data.nobody")}</bdi></span></div></li>`;
    return n`<section class="card"><header><h2>${this.t("data.readers")}</h2></header>
      <p class="say">${this.t(`data.${t.sharing}`)}</p>
      <ul class="rows">${e("account", t.account ? [t.account] : [])} ${e("granted", t.granted)} ${e("administrators", t.administrators)}</ul>
      <p class="sub">${this.t("data.change")}</p></section>`;
  }
  switches(t) {
    const e = (i, a) => n`<li><ha-icon icon=${a}></ha-icon><div><b id=${i}>${this.t(`data.${i}`)}</b>
          <span class="sub">${this.t(`data.${i}.${t[i] ? "on" : "off"}`)}</span></div>
        <button class="sw" role="switch" aria-checked=${t[i]} aria-labelledby=${i} ?disabled=${this.waits}
          @click=${() => this.turn(i, !t[i])}></button></li>`;
    return n`<section class="card"><header><h2>${this.t("data.switches")}</h2></header>
      <ul class="rows">${e("monitoring", "mdi:face-recognition")} ${e("muted", "mdi:bell-off-outline")}</ul></section>`;
  }
  stored(t) {
    return n`<section class="card"><header><h2>${this.t("data.stored")}</h2></header>
      ${this.counted(t)}
      <div class="btns"><button class="btn soft" ?disabled=${this.waits} @click=${this.export}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("data.export")}</button></div>
    </section>`;
  }
  counted(t) {
    return n`<ul class="plain num">${ue.map((e) => n`<li>${this.t(`data.kind.${e}`)}: ${t.stored[e]}</li>`)}</ul>`;
  }
  leaving(t) {
    if (this.step === "closed")
      return n`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header><p class="say">${this.t("data.withdraw.short")}</p>
        <div class="btns"><button class="btn line" @click=${() => this.step = "shown"}>${this.t("data.withdraw.open")}</button></div></section>`;
    const e = this.step === "sure";
    return n`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header>
      <p class="say">${this.t("data.withdraw.goes")}</p>
      ${this.counted(t)}
      <p class="say">${this.t("data.withdraw.stays")}</p>
      ${e ? n`<p class="say" role="alert"><b>${this.t("data.withdraw.sure")}</b></p>` : l}
      <div class="btns">
        <button class="btn" ?disabled=${this.waits} @click=${this.export}>${this.t(this.exported ? "data.export.again" : "data.export.first")}</button>
        <button class="btn danger" ?disabled=${this.waits} @click=${e ? this.withdraw : () => this.step = "sure"}>${this.t(e ? "data.withdraw.yes" : "data.withdraw.all")}</button>
        <button class="btn line" @click=${() => this.step = "closed"}>${this.t("keep.all")}</button>
      </div></section>`;
  }
}
v("digitalshadow-data", ge);
class me extends $ {
  static {
    this.styles = [y];
  }
  render() {
    return n`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.not_alarm")}</span></div>
      <div class="cols two">${Ct(this.home.view).map((t) => this.card(t))}</div>`;
  }
  card(t) {
    const e = B(t), i = t.next_input_due;
    return n`<section class="card">
      <h2><bdi>${t.name}</bdi></h2>
      <p class="say">${e ? this.t("seen", { when: U(this.home, e) }) : this.t("people.unseen")}</p>
      ${t.monitoring ? l : n`<p class="sub">${this.t("people.paused")}</p>`}
      ${i ? n`<p class="sub">${this.t("people.due", { what: At(this.home, i.input) })}</p>` : l}
    </section>`;
  }
}
class $e extends $ {
  static {
    this.styles = [y];
  }
  render() {
    const { people: t, cameras: e, paused: i } = this.home.view;
    return n`<div class="cols two">
      ${i ? n`<p class="card wide">${this.t("home.paused")}</p>` : l}
      <section class="card"><header><h2>${this.t("home.people")}</h2></header>
        ${t.length ? l : n`<p class="say">${this.t("home.nobody")}</p>`}
        <ul class="rows">${t.map((a) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${a.name}</bdi></b><span class="sub">${this.t(fe(a))}</span></div></li>`)}</ul>
      </section>
      <section class="card"><header><h2>${this.t("home.cameras")}</h2></header>
        ${e.length ? l : n`<p class="say">${this.t("home.no_camera")}</p>`}
        <ul class="rows">${e.map((a) => n`<li><ha-icon icon="mdi:cctv"></ha-icon><div><b><bdi>${a.name}</bdi></b><span class="sub">${oe(this.home, a.status)}${a.last_analysed_at ? n`, ${U(this.home, a.last_analysed_at)}` : l}</span></div></li>`)}</ul>
      </section></div>`;
  }
}
function fe(s) {
  return s.needs_consent ? "home.needs_consent" : s.needs_enrolment ? "home.needs_enrolment" : s.monitoring ? "home.monitored" : "people.paused";
}
v("digitalshadow-people", me);
v("digitalshadow-home", $e);
const gt = [18, 21, 24];
class be extends $ {
  static {
    this.properties = {
      ...$.properties,
      kept: { state: !0 },
      languages: { state: !0 },
      language: { state: !0 },
      size: { state: !0 },
      whole: { state: !0 }
    };
  }
  static {
    this.styles = [
      y,
      w`
      .paper { max-width: 720px; margin-inline: auto; line-height: 1.55; padding: 20px; }
      .tools { max-width: 720px; margin: 0 auto 12px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
      select { min-height: 48px; border-radius: 999px; border: 1.5px solid var(--ds-ghost); background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; }
    `
    ];
  }
  constructor() {
    super(), this.languages = [], this.language = "", this.size = 0, this.whole = !1;
  }
  firstUpdated() {
    this.doing(async () => {
      this.languages = await this.home.hass.callWS({ type: "digitalshadow/report_languages" }), await this.fetchKept();
    });
  }
  async fetchKept() {
    this.kept = await b(this.home.hass, "report", this.me.person_id), this.language ||= this.kept?.language ?? this.ownLanguage();
  }
  ownLanguage() {
    const t = this.home.hass.language;
    return this.languages.find((e) => e === t) ?? this.languages.find((e) => t.startsWith(e)) ?? "en";
  }
  make(t) {
    return b(this.home.hass, "make_report", this.me.person_id, { language: this.language, format: t });
  }
  anew() {
    return this.doing(async () => {
      await this.make("markdown"), await this.fetchKept();
    });
  }
  fhir() {
    return this.doing(async () => {
      const t = await this.make("fhir");
      zt("heart-health-fhir.json", JSON.stringify(t.report, null, 2), "application/fhir+json");
    });
  }
  /** The page is the server's; in a frame without scripts it prints alone, without Home Assistant around it. */
  print() {
    return this.doing(async () => {
      const t = await this.make("handout"), e = document.createElement("iframe");
      e.setAttribute("sandbox", "allow-same-origin allow-modals"), e.setAttribute("style", "position:fixed;width:0;height:0;border:0"), e.title = this.t("report.handout"), e.addEventListener("load", () => {
        e.contentWindow?.addEventListener("afterprint", () => e.remove()), e.contentWindow?.print();
      }), e.srcdoc = String(t.report), document.body.append(e), await this.fetchKept();
    });
  }
  render() {
    const { kept: t } = this;
    return n`<div class="tools">
        <label><span class="sr">${this.t("report.language")}</span>
          <select @change=${(e) => this.language = e.target.value}>
            ${this.languages.map((e) => n`<option value=${e} lang=${e} ?selected=${e === this.language}>${xe(e)}</option>`)}
          </select></label>
        <button class="btn" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>
        <button class="btn line" aria-label=${this.t("report.larger")} @click=${() => this.size = (this.size + 1) % gt.length}>A+</button>
      </div>
      ${this.error ? n`<p class="tools error" role="alert">${this.error}</p>` : l}
      ${this.differs() ? n`<p class="tools sub">${this.t("report.other")}</p>` : l}
      ${t ? this.paper(t) : n`<p class="card paper" aria-busy=${t === void 0}>${t === null ? this.t("report.none") : ""}</p>`}
      <div class="tools" style="margin-block-start:12px">
        <button class="btn soft" ?disabled=${this.waits} @click=${this.print}><ha-icon icon="mdi:printer-outline"></ha-icon>${this.t("report.handout")}</button>
        <button class="btn soft" ?disabled=${this.waits} @click=${this.fhir}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("report.fhir")}</button>
        <p class="sub">${this.t("report.makes")}</p>
      </div>`;
  }
  differs() {
    return !!(this.kept && this.language && this.kept.language !== this.language);
  }
  paper(t) {
    const e = t.whole_markdown !== t.markdown;
    return n`<article class="card paper" lang=${t.language} dir="auto" style="font-size:${gt[this.size]}px">
        <ha-markdown .content=${this.whole ? t.whole_markdown : t.markdown}></ha-markdown>
      </article>
      <p class="tools sub">
        <span>${this.t("report.made", { when: U(this.home, t.made_at) })}
        <bdi>${t.model}</bdi>: ${this.t(t.model_kind === "demonstration" ? "demo.model" : "signal.model")}</span>
        ${e && !this.whole ? n`<button class="btn line small" @click=${() => this.whole = !0}>${this.t("report.whole")}</button>` : l}
      </p>`;
  }
}
function xe(s) {
  return new Intl.DisplayNames([s], { type: "language" }).of(s) ?? s;
}
v("digitalshadow-report", be);
const we = 20, ve = 0.5;
function ye(s, t) {
  const e = (i, a = {}) => m(s.texts, i, a);
  return n`<section class="card">
    <header>
      <h2>${e("risk.title", { years: t.horizon_years ?? 10 })}</h2>
      <span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${e("risk.kind")}</span>
    </header>
    ${t.risk_percent === null ? ke(s, t) : _e(s, t)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span><bdi>${t.equation}</bdi>, ${t.year}. ${e("risk.source")}</span>
    </p>
  </section>`;
}
function _e(s, t) {
  const e = (p, u = {}) => m(s.texts, p, u), i = t.risk_percent ?? 0, a = i < ve ? 0 : Math.round(i), r = t.horizon_years ?? 10, o = a ? String(a) : e("risk.fewer"), c = t.outcome ? ne(s, t.outcome) : e("risk.outcome"), d = e("risk.sentence", { count: o, not: 100 - a, years: r });
  return n`<p class="big num"><strong>${o}</strong> <span>${e("risk.of", { years: r })}</span></p>
    <div class="people" role="img" aria-label=${d}>
      ${Array.from({ length: 100 }, (p, u) => Ae(u < a, u))}
    </div>
    <p class="key num"><b>${c}: ${o}</b> <span>${e("risk.not", { not: 100 - a })}</span></p>
    <p class="say">${d}</p>`;
}
function ke(s, t) {
  const e = t.missing_inputs.map((i) => ie(s, i));
  return e.length ? n`<p class="lead">${m(s.texts, "risk.incomplete")}</p>
      <p class="say">${m(s.texts, "risk.missing", { names: Et(s, e) })}</p>` : n`<p class="lead">${m(s.texts, "risk.none")}</p>
    ${t.reason ? n`<p class="say">${ae(s, t.reason)}.</p>` : l}`;
}
function Ae(s, t) {
  return n`<svg viewBox="0 0 11 18" class=${s ? "p1" : "p0"} aria-hidden="true" data-column=${t % we}>
    ${Vt`<circle cx="5.5" cy="3.5" r="2.9"></circle><path d="M1 17V10.5a2.5 2.5 0 0 1 2.5-2.5h4a2.5 2.5 0 0 1 2.5 2.5V17z"></path>`}
  </svg>`;
}
const F = 14;
function Se(s, t) {
  const e = (r, o = {}) => m(s.texts, r, o), i = t.trend ?? t.reading, a = i?.model_kind === "demonstration";
  return n`<section class=${a ? "card demo" : "card"}>
    ${a ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${e("demo.word")}</b> ${e("demo.not")}</span></p>` : l}
    <header>
      <h2>${e(a ? "demo.title" : "signal.title")}</h2>
      ${i ? n`<span class="kind">${e(a ? "demo.kind" : "signal.kind")}</span>` : l}
    </header>
    ${t.trend ? Ee(s, t.trend, a) : n`<p class="say">${e(t.monitoring ? "signal.unseen" : "signal.paused")}</p>`}
    ${i ? n`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${i.model}</bdi>. ${e(a ? "demo.model" : "signal.model")}</span></p>` : l}
    ${ze(s, t)}
  </section>`;
}
function Ee(s, t, e) {
  const i = (h, g = {}) => m(s.texts, h, g);
  if (t.state === "calibrating") {
    const h = Math.min(t.baseline_days ?? 0, F), g = i("signal.day", { day: h, of: F });
    return n`<p class="lead num"><span class="val">${g}</span></p>
      <div class="days" role="img" aria-label=${g}>
        ${Array.from({ length: F }, (f, E) => n`<i class=${E < h ? "on" : ""}></i>`)}
      </div>
      <p class="say">${i("signal.learning")}</p>`;
  }
  const { current_percent: a, baseline_percent: r, detectable_change_percent: o } = t;
  if (a == null || r == null || o == null) return n`<p class="say">${i("signal.old")}</p>`;
  const c = Math.max(0, r - o), d = Math.min(100, r + o), p = i("signal.range", { low: Math.round(c), high: Math.round(d) }), u = i(`signal.${t.state}`);
  return n`<p class="lead num"><span class="val">${St(s, Math.round(a))}</span> ${u}</p>
    <div class="bar num" role="img" aria-label=${`${Math.round(a)} ${u}: ${p}`}>
      <span class="band" style="inset-inline:${c}% ${100 - d}%"></span>
      <span class="tick" style="inset-inline-start:${c}%"></span>
      <span class="tick" style="inset-inline-start:${d}%"></span>
      <span class="dot" style="inset-inline-start:${a}%"></span>
    </div>
    <p class="ends num"><span>0</span><span>${p}</span><span>100</span></p>
    <p class="say">${i(e ? "demo.answers" : "signal.chance")}</p>
    ${t.state === "rising" && !e ? n`<p class="say">${Ce(s, t)}</p>` : l}`;
}
function Ce(s, t) {
  return `${t.since ? m(s.texts, "signal.since", { day: Y(s, t.since) }) : ""} ${m(s.texts, "signal.rise")}`.trim();
}
function ze(s, t) {
  const e = B(t);
  return e ? n`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon>${m(s.texts, "seen", { when: U(s, e) })}</p>` : l;
}
const Ne = 864e5, Oe = 14;
class Pe extends $ {
  static {
    this.styles = [
      y,
      w`
      .urgent { background: var(--ds-urg-soft); border: 2px solid var(--ds-urg-line); color: var(--ds-urg); }
      .urgent h2 { display: flex; gap: 10px; align-items: center; font-size: 20px; }
      .urgent ol { margin-block: 12px; display: grid; gap: 10px; list-style: decimal; padding-inline-start: 22px; }
      .urgent .btn { background: var(--ds-urg); color: var(--ds-urg-soft); }
      .urgent .btn.line { background: none; border-color: currentColor; color: inherit; }
      .due { display: flex; gap: 12px; align-items: center; }
      .due > div { flex: 1; min-width: 0; }
      .due b { font-weight: 500; display: block; line-height: 1.3; }
      .ico { width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; background: var(--ds-act-soft); color: var(--ds-act); flex: none; }
      .big { display: flex; flex-wrap: wrap; align-items: baseline; gap: 8px; margin-block: 6px 2px; }
      .big strong { font-size: 48px; font-weight: 500; line-height: 1; }
      .big span { font-size: 20px; line-height: 1.3; }
      .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: 5px 3px; margin-block: 14px 12px; max-width: 440px; }
      .people svg { width: 100%; height: auto; display: block; overflow: visible; }
      .p1 { fill: var(--ds-data); }
      .p0 { fill: none; stroke: var(--ds-ghost); }
      .key { display: flex; gap: 4px 18px; flex-wrap: wrap; font-size: 15px; }
      .key b { font-weight: 500; }
      .lead { font-size: 20px; line-height: 1.3; margin-block-start: 6px; }
      .val { font-weight: 500; font-size: 32px; line-height: 1; }
      .bar { position: relative; height: 14px; margin-block: 20px 12px; border-radius: 7px; background: var(--ds-track); }
      .bar span { position: absolute; }
      .bar .band { inset-block: 0; background: var(--ds-data); opacity: 0.38; border-radius: 3px; }
      .bar .tick { inset-block: -4px; width: 2px; margin-inline-start: -1px; background: var(--ds-data); }
      .bar .dot { inset-block-start: 50%; width: 22px; height: 22px; margin: -11px; border-radius: 50%; background: var(--ds-data); border: 3px solid var(--ds-card); box-shadow: 0 0 0 1.5px var(--ds-data); }
      .ends { display: flex; justify-content: space-between; gap: 12px; font-size: 13px; color: var(--ds-ink2); text-align: center; }
      .days { display: grid; grid-template-columns: repeat(14, 1fr); gap: 4px; margin-block: 12px 8px; }
      .days i { height: 10px; border-radius: 5px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); }
      .days i.on { background: var(--ds-data); box-shadow: none; }
      .demo { border: 1.5px dashed var(--ds-demo-line); padding-block-start: 0; --ds-data: var(--ds-demo); }
      .strip { display: flex; gap: 10px; align-items: center; margin: 0 -16px 14px; padding: 18px 16px 10px; color: var(--ds-demo); font-size: 15px; line-height: 1.3; border-block-end: 1.5px dashed var(--ds-demo-line); background: repeating-linear-gradient(135deg, var(--ds-demo-tape) 0 8px, transparent 8px 16px) top / 100% 9px no-repeat, var(--ds-demo-soft); }
      .demo .kind, .demo .val { color: var(--ds-demo); }
      .seen { display: flex; align-items: center; gap: 8px; margin: 14px -16px -16px; padding: 6px 16px; border-block-start: 1px solid var(--ds-line); min-height: 52px; font-size: 15px; }
      .seen ha-icon { color: var(--ds-ink2); --mdc-icon-size: 20px; }
    `
    ];
  }
  render() {
    const t = this.me;
    return n`<div class="hello">
        <h2>${this.t("hello")} <bdi>${t.name}</bdi></h2>
        <span class="sub">${Y(this.home, (/* @__PURE__ */ new Date()).toISOString())}</span>
      </div>
      <div class="cols two">
        ${t.urgent ? this.urgent(t.urgent) : l} ${this.due()}
        ${t.needs_consent || t.needs_enrolment ? n`<p class="card wide">${this.t(t.needs_consent ? "needs.consent" : "needs.enrolment")}</p>` : l}
        ${t.urgent ? n`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : n`${t.clinical ? ye(this.home, t.clinical) : l} ${Se(this.home, t)}`}
      </div>`;
  }
  urgent(t) {
    const e = this.home.view.emergency_numbers, i = `${t.systolic_mmhg ?? "–"} / ${t.diastolic_mmhg ?? "–"}`;
    return n`<section class="card urgent wide" role="alert">
      <h2><ha-icon icon="mdi:alert"></ha-icon><span>${this.t("urgent.title")} <bdi dir="ltr">${i}</bdi></span></h2>
      <p class="say">${this.t("urgent.measured", { when: U(this.home, t.measured_at) })}</p>
      <ol lang=${t.language}>${t.text.map((a) => n`<li>${a}</li>`)}</ol>
      <div class="btns">
        ${e.map((a) => n`<a class="btn" href="tel:${a}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: a })}</a>`)}
        <a class="btn line" href="${this.home.prefix}/values">${this.t("urgent.again")}</a>
      </div>
    </section>`;
  }
  due() {
    const t = this.me.next_input_due, e = t ? ((/* @__PURE__ */ new Date(`${t.on}T23:59:59`)).getTime() - Date.now()) / Ne : 1 / 0;
    if (!t || e > Oe) return l;
    const i = e < 0;
    return n`<section class="card due wide">
      <span class="ico"><ha-icon icon="mdi:heart-pulse"></ha-icon></span>
      <div><b>${At(this.home, t.input)}</b>
        <span class="sub">${this.t(i ? "due.since" : "due.on", { day: Y(this.home, t.on) })}</span></div>
      ${t.input.endsWith("_mmhg") && this.me.can_change ? n`<a class="btn small" href="${this.home.prefix}/values">${this.t("due.enter")}</a>` : l}
    </section>`;
  }
}
v("digitalshadow-today", Pe);
const mt = { upper: "", lower: "", at: "upper" }, Z = { low: 70, high: 260 }, Nt = { low: 30, high: 160 }, Ot = 3, A = (s) => s.length === Ot || s.length === 2 && Number(s[0]) > 2;
function $t(s, t) {
  const e = s[s.at];
  if (e.length >= Ot || e === "" && t === "0") return s;
  const i = { ...s, [s.at]: e + t };
  return s.at === "upper" && A(i.upper) ? { ...i, at: "lower" } : i;
}
function ft(s) {
  const t = s.at === "lower" && s.lower === "" ? "upper" : s.at;
  return { ...s, at: t, [t]: s[t].slice(0, -1) };
}
const Ue = (s) => ({ upper: s.lower, lower: s.upper, at: "lower" });
function Pt({ upper: s, lower: t }) {
  return A(s) && G(s, Z) && !A(t) ? "upper_range" : !A(s) || !A(t) ? null : Number(t) >= Number(s) ? "swapped" : G(s, Z) ? "upper_range" : G(t, Nt) ? "lower_range" : null;
}
const Te = (s) => A(s.upper) && A(s.lower) && Pt(s) === null, G = (s, t) => Number(s) < t.low || Number(s) > t.high, Me = 20;
class Re extends $ {
  constructor() {
    super(), this.onKey = (t) => {
      if (!(t.ctrlKey || t.metaKey || t.altKey || t.defaultPrevented)) {
        if (/^\d$/.test(t.key)) this.typed = $t(this.typed, t.key);
        else if (t.key === "Backspace") this.typed = ft(this.typed);
        else return;
        this.said = "", t.preventDefault();
      }
    }, this.typed = mt, this.listed = null, this.asked = "", this.said = "", this.all = !1;
  }
  static {
    this.properties = {
      ...$.properties,
      typed: { state: !0 },
      listed: { state: !0 },
      asked: { state: !0 },
      said: { state: !0 },
      all: { state: !0 }
    };
  }
  static {
    this.styles = [
      y,
      w`
      .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-block: 12px; }
      .field { border: 1.5px solid var(--ds-ghost); border-radius: 12px; padding: 8px 12px 6px; background: var(--ds-card); }
      .field span { font-size: 15px; color: var(--ds-ink2); }
      .field b { display: block; font-size: 40px; font-weight: 500; line-height: 1.15; min-height: 46px; }
      .field[aria-pressed="true"] { border: 3px solid var(--ds-act); padding: 6.5px 10.5px 4.5px; }
      .field[aria-pressed="true"] span { color: var(--ds-act); font-weight: 500; }
      .note { display: flex; align-items: center; gap: 8px; min-height: 48px; font-size: 15px; }
      .note span { flex: 1; }
      .pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; margin-block-end: 16px; direction: ltr; }
      .pad button { height: 68px; border-radius: 14px; background: var(--ds-card); border: 1px solid var(--ds-line); color: var(--ds-ink); font-size: 28px; display: grid; place-items: center; padding: 0; }
      .pad .go { background: var(--ds-act); color: var(--ds-on-act); font-size: 18px; font-weight: 500; border: 0; text-align: center; }
      .ask { flex-wrap: wrap; }
      .ask .btns { margin: 0; }
      h2 { font-size: 22px; font-weight: 400; }
    `
    ];
  }
  connectedCallback() {
    super.connectedCallback(), window.addEventListener("keydown", this.onKey);
  }
  disconnectedCallback() {
    window.removeEventListener("keydown", this.onKey), super.disconnectedCallback();
  }
  firstUpdated() {
    this.list();
  }
  list() {
    return this.doing(async () => {
      this.listed = await b(this.home.hass, "measurements", this.me.person_id);
    });
  }
  async save() {
    const { upper: t, lower: e } = this.typed;
    await this.doing(async () => {
      await b(this.home.hass, "add_measurements", this.me.person_id, {
        values: [
          { measure: "systolic_mmhg", value: Number(t), unit: "mmHg" },
          { measure: "diastolic_mmhg", value: Number(e), unit: "mmHg" }
        ]
      });
    }) && (this.said = this.t("values.saved", { upper: t, lower: e }), this.typed = mt, await this.list());
  }
  async takeBack(t) {
    await this.doing(async () => {
      await b(this.home.hass, "delete_measurement", this.me.person_id, {
        measure: t.measure,
        measured_at: t.measured_at
      });
    }) && (this.asked = "", this.said = this.t("values.deleted"), await this.list());
  }
  render() {
    return n`<div class="narrow">
      <div class="hello"><h2>${this.t("values.title")}</h2><span class="sub">${this.t("values.how")}</span></div>
      <div class="fields num">${this.field("upper")} ${this.field("lower")}</div>
      ${this.note()}
      <div class="pad num">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((t) => this.key(t))}
        <button aria-label=${this.t("values.back")} @click=${() => this.typed = ft(this.typed)}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !Te(this.typed)} @click=${this.save}>${this.t("save")}</button>
      </div>
      ${this.table()}
    </div>`;
  }
  field(t) {
    return n`<button
      class="field"
      aria-pressed=${this.typed.at === t}
      @click=${() => this.typed = { ...this.typed, at: t, [t]: "" }}
    >
      <span>${this.t(`values.${t}`)}, mmHg</span><b>${this.typed[t]}</b>
    </button>`;
  }
  key(t) {
    return n`<button
      @click=${() => {
      this.typed = $t(this.typed, t), this.said = "";
    }}
    >
      ${t}
    </button>`;
  }
  note() {
    const t = Pt(this.typed), e = this.error ? `${this.error} ${this.t("values.unsaved")}` : t ? this.t(`values.${t}`, t === "lower_range" ? Nt : Z) : this.said;
    return n`<p class="note" aria-live="polite">
      <span class=${this.error ? "error" : ""}>${e}</span>
      ${t === "swapped" && !this.error ? n`<button class="btn soft small" @click=${() => this.typed = Ue(this.typed)}>${this.t("values.swap")}</button>` : l}
    </p>`;
  }
  table() {
    const t = this.listed;
    if (!t) return n`<section class="card" aria-busy="true"><h2>${this.t("values.all")}</h2></section>`;
    const e = this.all ? t : t.slice(0, Me);
    return n`<section class="card">
      <header><h2>${this.t("values.all")}</h2><span class="kind num">${t.length}</span></header>
      ${t.length ? l : n`<p class="say">${this.t("values.none")}</p>`}
      <ul class="rows">${e.map((i) => this.row(i))}</ul>
      ${e.length < t.length ? n`<div class="btns"><button class="btn line" @click=${() => this.all = !0}>${this.t("values.more", { count: t.length - e.length })}</button></div>` : l}
    </section>`;
  }
  row(t) {
    const e = `${t.measure} ${t.measured_at}`, i = n`<div>
      <b>${re(this.home, t.measure)}: <bdi>${St(this.home, t.value)} ${t.unit}</bdi></b>
      <span class="sub">${U(this.home, t.measured_at)}, ${this.t(t.is_typed ? "values.typed" : "values.sensor")}</span>
    </div>`;
    return !t.is_typed || !this.me.can_change ? n`<li>${i}</li>` : this.asked !== e ? n`<li>${i}<button class="btn line small" @click=${() => this.asked = e}>${this.t("delete")}</button></li>` : n`<li class="ask">${i}
      <div class="btns" role="group" aria-label=${this.t("values.ask")}>
        <button class="btn danger small" ?disabled=${this.waits} @click=${() => this.takeBack(t)}>${this.t("delete")}</button>
        <button class="btn soft small" @click=${() => this.asked = ""}>${this.t("keep")}</button>
      </div>
    </li>`;
  }
}
v("digitalshadow-values", Re);
const He = {
  today: "mdi:heart-pulse",
  values: "mdi:plus",
  report: "mdi:file-document-outline",
  data: "mdi:shield-account-outline",
  people: "mdi:account-heart-outline",
  home: "mdi:home-outline"
}, Le = 5e3;
class De extends z {
  constructor() {
    super(), this.backend = () => "", this.stop = null, this.spoken = "", this.follow = (t) => {
      if (t.ctrlKey || t.metaKey || t.shiftKey) return;
      const i = t.composedPath().find((a) => a instanceof HTMLAnchorElement)?.getAttribute("href") ?? "";
      i.startsWith(`${this.root}/`) && (t.preventDefault(), de(i), window.scrollTo(0, 0));
    }, this.view = null, this.texts = null, this.failed = !1, this.erased = null;
  }
  static {
    this.properties = {
      hass: { attribute: !1 },
      narrow: { attribute: !1 },
      route: { attribute: !1 },
      view: { state: !0 },
      texts: { state: !0 },
      failed: { state: !0 },
      erased: { state: !0 }
    };
  }
  static {
    this.styles = [
      ce,
      y,
      w`
      :host { min-height: 100vh; min-height: 100dvh; }
      .top { position: sticky; inset-block-start: 0; z-index: 5; display: flex; align-items: center; gap: 4px; min-height: 56px; padding-inline: 4px 12px; background: var(--ds-card); border-block-end: 1px solid var(--ds-line); }
      h1 { font-size: 20px; font-weight: 400; line-height: 1.2; flex: 1; min-width: 0; padding-inline-start: 8px; }
      .tabs { display: flex; background: var(--ds-card); }
      .tabs[hidden] { display: none; }
      .tabs a { display: flex; align-items: center; justify-content: center; text-decoration: none; text-align: center; color: var(--ds-ink2); font-size: 13px; line-height: 1.15; font-weight: 500; }
      .tabs a[aria-current] { color: var(--ds-act); }
      main { display: block; max-width: 1040px; margin-inline: auto; padding: 16px 16px 96px; }
      .offline { padding: 8px 16px; background: var(--ds-soft); text-align: center; }
      .block { height: 112px; border-radius: 8px; background: var(--ds-soft); margin-block-start: 12px; }
      .help { display: flex; gap: 12px; padding: 20px 4px 4px; font-size: 15px; }
      .help ha-icon { color: var(--ds-act); }
      @media (max-width: 869px) {
        .tabs { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 5; border-block-start: 1px solid var(--ds-line); padding-inline: 4px; }
        .tabs a { flex: 1; min-width: 0; min-height: 64px; flex-direction: column; gap: 2px; hyphens: auto; }
        .tabs ha-icon { width: 52px; max-width: 100%; height: 28px; padding: 2px 0; border-radius: 14px; display: grid; place-items: center; }
        .tabs a[aria-current] ha-icon { background: var(--ds-act-soft); }
      }
      @media (min-width: 870px) {
        .top { padding-inline: 24px 20px; gap: 16px; }
        h1 { flex: none; padding: 0; }
        .tabs { flex: 1; }
        .tabs a { min-height: 56px; padding-inline: 14px; font-size: 14px; border-block-end: 2px solid transparent; }
        .tabs a[aria-current] { border-color: currentColor; }
        .tabs ha-icon { display: none; }
        main { padding: 20px 24px 40px; }
      }
    `
    ];
  }
  connectedCallback() {
    super.connectedCallback(), this.addEventListener("click", this.follow), this.hass && this.subscribe();
  }
  disconnectedCallback() {
    this.removeEventListener("click", this.follow), this.stop?.then((t) => t()).catch(() => {
    }), this.stop = null, super.disconnectedCallback();
  }
  willUpdate(t) {
    !t.has("hass") || !this.hass || (this.toggleAttribute("dark", this.hass.themes?.darkMode === !0), this.stop || this.subscribe(), this.spoken !== this.hass.language && this.fetchTexts(this.hass.language));
  }
  subscribe() {
    this.stop = this.hass.connection.subscribeMessage(
      (t) => {
        this.view = t, this.failed = !1;
      },
      { type: "digitalshadow/subscribe" }
    ), this.stop.catch(() => {
      this.failed = !0, setTimeout(() => {
        this.isConnected && this.subscribe();
      }, Le);
    });
  }
  async fetchTexts(t) {
    this.spoken = t;
    const e = `./texts/${se(t)}.json`, i = new URL(e, import.meta.url), [a] = await Promise.all([
      fetch(i).then((r) => r.json()),
      this.hass.loadBackendTranslation("selector", "digitalshadow")
    ]);
    this.backend = await this.hass.loadBackendTranslation("entity", "digitalshadow"), this.texts = a;
  }
  get root() {
    return this.route?.prefix ?? "/digitalshadow";
  }
  render() {
    if (!this.texts) return l;
    const t = (o) => m(this.texts, o);
    if (!this.view)
      return n`${this.head(null, [], "")}<main>${this.failed ? n`<p class="card" role="alert">${t("not_running")}</p>` : n`<section class="card" aria-busy="true"><h2>${t("loading")}</h2><div class="block"></div></section>`}</main>`;
    const e = {
      hass: this.hass,
      view: this.view,
      texts: this.texts,
      backend: this.backend,
      prefix: this.root,
      withdrawn: (o) => this.erased = o
    }, i = le(this.view), a = this.route?.path.split("/")[1] ?? "", r = i.includes(a) ? a : i[0] ?? "";
    return n`${this.head(e, i, r)}
      ${this.hass.connected ? l : n`<p class="offline" role="status">${t("offline")}</p>`}
      <main>
        ${this.erased ? n`<section class="card" role="status"><h2>${t("data.gone")}</h2><p class="say">${t(this.erased.verified ? "data.gone.all" : "data.gone.left")}</p></section>` : l}
        ${r ? je(r, e) : this.erased ? l : n`<p class="card">${t("nobody")}</p>`}
        <p class="help"><ha-icon icon="mdi:phone-in-talk"></ha-icon><span>${t("help")}</span></p>
      </main>`;
  }
  head(t, e, i) {
    const a = (r) => m(this.texts, r);
    return n`<header class="top">
      <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
      <h1>${a("panel")}</h1>
      <nav class="tabs" aria-label=${a("pages")} ?hidden=${e.length < 2}>
        ${e.map((r) => n`<a href="${this.root}/${r}" aria-current=${r === i ? "page" : l}><ha-icon icon=${He[r]}></ha-icon><span>${a(`page.${r}`)}</span></a>`)}
      </nav>
      ${t ? n`<digitalshadow-emergency .home=${t}></digitalshadow-emergency>` : l}
    </header>`;
  }
}
function je(s, t) {
  switch (s) {
    case "today":
      return n`<digitalshadow-today .home=${t}></digitalshadow-today>`;
    case "values":
      return n`<digitalshadow-values .home=${t}></digitalshadow-values>`;
    case "report":
      return n`<digitalshadow-report .home=${t}></digitalshadow-report>`;
    case "data":
      return n`<digitalshadow-data .home=${t}></digitalshadow-data>`;
    case "people":
      return n`<digitalshadow-people .home=${t}></digitalshadow-people>`;
    case "home":
      return n`<digitalshadow-home .home=${t}></digitalshadow-home>`;
    default:
      return l;
  }
}
v("digitalshadow-panel", De);
export {
  De as Panel
};
