const X = globalThis, pt = X.ShadowRoot && (X.ShadyCSS === void 0 || X.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, ut = /* @__PURE__ */ Symbol(), wt = /* @__PURE__ */ new WeakMap();
let It = class {
  constructor(t, e, s) {
    if (this._$cssResult$ = !0, s !== ut) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
    this.cssText = t, this.t = e;
  }
  get styleSheet() {
    let t = this.o;
    const e = this.t;
    if (pt && t === void 0) {
      const s = e !== void 0 && e.length === 1;
      s && (t = wt.get(e)), t === void 0 && ((this.o = t = new CSSStyleSheet()).replaceSync(this.cssText), s && wt.set(e, t));
    }
    return t;
  }
  toString() {
    return this.cssText;
  }
};
const se = (a) => new It(typeof a == "string" ? a : a + "", void 0, ut), x = (a, ...t) => {
  const e = a.length === 1 ? a[0] : t.reduce((s, i, n) => s + ((o) => {
    if (o._$cssResult$ === !0) return o.cssText;
    if (typeof o == "number") return o;
    throw Error("Value passed to 'css' function must be a 'css' function result: " + o + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
  })(i) + a[n + 1], a[0]);
  return new It(e, a, ut);
}, ie = (a, t) => {
  if (pt) a.adoptedStyleSheets = t.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
  else for (const e of t) {
    const s = document.createElement("style"), i = X.litNonce;
    i !== void 0 && s.setAttribute("nonce", i), s.textContent = e.cssText, a.appendChild(s);
  }
}, yt = pt ? (a) => a : (a) => a instanceof CSSStyleSheet ? ((t) => {
  let e = "";
  for (const s of t.cssRules) e += s.cssText;
  return se(e);
})(a) : a;
const { is: ae, defineProperty: ne, getOwnPropertyDescriptor: re, getOwnPropertyNames: oe, getOwnPropertySymbols: he, getPrototypeOf: le } = Object, at = globalThis, vt = at.trustedTypes, de = vt ? vt.emptyScript : "", ce = at.reactiveElementPolyfillSupport, q = (a, t) => a, lt = { toAttribute(a, t) {
  switch (t) {
    case Boolean:
      a = a ? de : null;
      break;
    case Object:
    case Array:
      a = a == null ? a : JSON.stringify(a);
  }
  return a;
}, fromAttribute(a, t) {
  let e = a;
  switch (t) {
    case Boolean:
      e = a !== null;
      break;
    case Number:
      e = a === null ? null : Number(a);
      break;
    case Object:
    case Array:
      try {
        e = JSON.parse(a);
      } catch {
        e = null;
      }
  }
  return e;
} }, Ht = (a, t) => !ae(a, t), kt = { attribute: !0, type: String, converter: lt, reflect: !1, useDefault: !1, hasChanged: Ht };
Symbol.metadata ??= /* @__PURE__ */ Symbol("metadata"), at.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
let U = class extends HTMLElement {
  static addInitializer(t) {
    this._$Ei(), (this.l ??= []).push(t);
  }
  static get observedAttributes() {
    return this.finalize(), this._$Eh && [...this._$Eh.keys()];
  }
  static createProperty(t, e = kt) {
    if (e.state && (e.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(t) && ((e = Object.create(e)).wrapped = !0), this.elementProperties.set(t, e), !e.noAccessor) {
      const s = /* @__PURE__ */ Symbol(), i = this.getPropertyDescriptor(t, s, e);
      i !== void 0 && ne(this.prototype, t, i);
    }
  }
  static getPropertyDescriptor(t, e, s) {
    const { get: i, set: n } = re(this.prototype, t) ?? { get() {
      return this[e];
    }, set(o) {
      this[e] = o;
    } };
    return { get: i, set(o) {
      const d = i?.call(this);
      n?.call(this, o), this.requestUpdate(t, d, s);
    }, configurable: !0, enumerable: !0 };
  }
  static getPropertyOptions(t) {
    return this.elementProperties.get(t) ?? kt;
  }
  static _$Ei() {
    if (this.hasOwnProperty(q("elementProperties"))) return;
    const t = le(this);
    t.finalize(), t.l !== void 0 && (this.l = [...t.l]), this.elementProperties = new Map(t.elementProperties);
  }
  static finalize() {
    if (this.hasOwnProperty(q("finalized"))) return;
    if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(q("properties"))) {
      const e = this.properties, s = [...oe(e), ...he(e)];
      for (const i of s) this.createProperty(i, e[i]);
    }
    const t = this[Symbol.metadata];
    if (t !== null) {
      const e = litPropertyMetadata.get(t);
      if (e !== void 0) for (const [s, i] of e) this.elementProperties.set(s, i);
    }
    this._$Eh = /* @__PURE__ */ new Map();
    for (const [e, s] of this.elementProperties) {
      const i = this._$Eu(e, s);
      i !== void 0 && this._$Eh.set(i, e);
    }
    this.elementStyles = this.finalizeStyles(this.styles);
  }
  static finalizeStyles(t) {
    const e = [];
    if (Array.isArray(t)) {
      const s = new Set(t.flat(1 / 0).reverse());
      for (const i of s) e.unshift(yt(i));
    } else t !== void 0 && e.push(yt(t));
    return e;
  }
  static _$Eu(t, e) {
    const s = e.attribute;
    return s === !1 ? void 0 : typeof s == "string" ? s : typeof t == "string" ? t.toLowerCase() : void 0;
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
    for (const s of e.keys()) this.hasOwnProperty(s) && (t.set(s, this[s]), delete this[s]);
    t.size > 0 && (this._$Ep = t);
  }
  createRenderRoot() {
    const t = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
    return ie(t, this.constructor.elementStyles), t;
  }
  connectedCallback() {
    this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((t) => t.hostConnected?.());
  }
  enableUpdating(t) {
  }
  disconnectedCallback() {
    this._$EO?.forEach((t) => t.hostDisconnected?.());
  }
  attributeChangedCallback(t, e, s) {
    this._$AK(t, s);
  }
  _$ET(t, e) {
    const s = this.constructor.elementProperties.get(t), i = this.constructor._$Eu(t, s);
    if (i !== void 0 && s.reflect === !0) {
      const n = (s.converter?.toAttribute !== void 0 ? s.converter : lt).toAttribute(e, s.type);
      this._$Em = t, n == null ? this.removeAttribute(i) : this.setAttribute(i, n), this._$Em = null;
    }
  }
  _$AK(t, e) {
    const s = this.constructor, i = s._$Eh.get(t);
    if (i !== void 0 && this._$Em !== i) {
      const n = s.getPropertyOptions(i), o = typeof n.converter == "function" ? { fromAttribute: n.converter } : n.converter?.fromAttribute !== void 0 ? n.converter : lt;
      this._$Em = i;
      const d = o.fromAttribute(e, n.type);
      this[i] = d ?? this._$Ej?.get(i) ?? d, this._$Em = null;
    }
  }
  requestUpdate(t, e, s, i = !1, n) {
    if (t !== void 0) {
      const o = this.constructor;
      if (i === !1 && (n = this[t]), s ??= o.getPropertyOptions(t), !((s.hasChanged ?? Ht)(n, e) || s.useDefault && s.reflect && n === this._$Ej?.get(t) && !this.hasAttribute(o._$Eu(t, s)))) return;
      this.C(t, e, s);
    }
    this.isUpdatePending === !1 && (this._$ES = this._$EP());
  }
  C(t, e, { useDefault: s, reflect: i, wrapped: n }, o) {
    s && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(t) && (this._$Ej.set(t, o ?? e ?? this[t]), n !== !0 || o !== void 0) || (this._$AL.has(t) || (this.hasUpdated || s || (e = void 0), this._$AL.set(t, e)), i === !0 && this._$Em !== t && (this._$Eq ??= /* @__PURE__ */ new Set()).add(t));
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
        for (const [i, n] of this._$Ep) this[i] = n;
        this._$Ep = void 0;
      }
      const s = this.constructor.elementProperties;
      if (s.size > 0) for (const [i, n] of s) {
        const { wrapped: o } = n, d = this[i];
        o !== !0 || this._$AL.has(i) || d === void 0 || this.C(i, void 0, n, d);
      }
    }
    let t = !1;
    const e = this._$AL;
    try {
      t = this.shouldUpdate(e), t ? (this.willUpdate(e), this._$EO?.forEach((s) => s.hostUpdate?.()), this.update(e)) : this._$EM();
    } catch (s) {
      throw t = !1, this._$EM(), s;
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
U.elementStyles = [], U.shadowRootOptions = { mode: "open" }, U[q("elementProperties")] = /* @__PURE__ */ new Map(), U[q("finalized")] = /* @__PURE__ */ new Map(), ce?.({ ReactiveElement: U }), (at.reactiveElementVersions ??= []).push("2.1.2");
const mt = globalThis, _t = (a) => a, et = mt.trustedTypes, At = et ? et.createPolicy("lit-html", { createHTML: (a) => a }) : void 0, jt = "$lit$", A = `lit$${Math.random().toFixed(9).slice(2)}$`, qt = "?" + A, pe = `<${qt}>`, M = document, K = () => M.createComment(""), Y = (a) => a === null || typeof a != "object" && typeof a != "function", gt = Array.isArray, ue = (a) => gt(a) || typeof a?.[Symbol.iterator] == "function", rt = `[ 	
\f\r]`, I = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, St = /-->/g, Et = />/g, S = RegExp(`>|${rt}(?:([^\\s"'>=/]+)(${rt}*=${rt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`, "g"), Ct = /'/g, Dt = /"/g, Bt = /^(?:script|style|textarea|title)$/i, Wt = (a) => (t, ...e) => ({ _$litType$: a, strings: t, values: e }), r = Wt(1), y = Wt(2), L = /* @__PURE__ */ Symbol.for("lit-noChange"), h = /* @__PURE__ */ Symbol.for("lit-nothing"), Mt = /* @__PURE__ */ new WeakMap(), E = M.createTreeWalker(M, 129);
function Ft(a, t) {
  if (!gt(a) || !a.hasOwnProperty("raw")) throw Error("invalid template strings array");
  return At !== void 0 ? At.createHTML(t) : t;
}
const me = (a, t) => {
  const e = a.length - 1, s = [];
  let i, n = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = I;
  for (let d = 0; d < e; d++) {
    const l = a[d];
    let p, u, c = -1, b = 0;
    for (; b < l.length && (o.lastIndex = b, u = o.exec(l), u !== null); ) b = o.lastIndex, o === I ? u[1] === "!--" ? o = St : u[1] !== void 0 ? o = Et : u[2] !== void 0 ? (Bt.test(u[2]) && (i = RegExp("</" + u[2], "g")), o = S) : u[3] !== void 0 && (o = S) : o === S ? u[0] === ">" ? (o = i ?? I, c = -1) : u[1] === void 0 ? c = -2 : (c = o.lastIndex - u[2].length, p = u[1], o = u[3] === void 0 ? S : u[3] === '"' ? Dt : Ct) : o === Dt || o === Ct ? o = S : o === St || o === Et ? o = I : (o = S, i = void 0);
    const _ = o === S && a[d + 1].startsWith("/>") ? " " : "";
    n += o === I ? l + pe : c >= 0 ? (s.push(p), l.slice(0, c) + jt + l.slice(c) + A + _) : l + A + (c === -2 ? d : _);
  }
  return [Ft(a, n + (a[e] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), s];
};
class V {
  constructor({ strings: t, _$litType$: e }, s) {
    let i;
    this.parts = [];
    let n = 0, o = 0;
    const d = t.length - 1, l = this.parts, [p, u] = me(t, e);
    if (this.el = V.createElement(p, s), E.currentNode = this.el.content, e === 2 || e === 3) {
      const c = this.el.content.firstChild;
      c.replaceWith(...c.childNodes);
    }
    for (; (i = E.nextNode()) !== null && l.length < d; ) {
      if (i.nodeType === 1) {
        if (i.hasAttributes()) for (const c of i.getAttributeNames()) if (c.endsWith(jt)) {
          const b = u[o++], _ = i.getAttribute(c).split(A), z = /([.?@])?(.*)/.exec(b);
          l.push({ type: 1, index: n, name: z[2], strings: _, ctor: z[1] === "." ? $e : z[1] === "?" ? fe : z[1] === "@" ? be : nt }), i.removeAttribute(c);
        } else c.startsWith(A) && (l.push({ type: 6, index: n }), i.removeAttribute(c));
        if (Bt.test(i.tagName)) {
          const c = i.textContent.split(A), b = c.length - 1;
          if (b > 0) {
            i.textContent = et ? et.emptyScript : "";
            for (let _ = 0; _ < b; _++) i.append(c[_], K()), E.nextNode(), l.push({ type: 2, index: ++n });
            i.append(c[b], K());
          }
        }
      } else if (i.nodeType === 8) if (i.data === qt) l.push({ type: 2, index: n });
      else {
        let c = -1;
        for (; (c = i.data.indexOf(A, c + 1)) !== -1; ) l.push({ type: 7, index: n }), c += A.length - 1;
      }
      n++;
    }
  }
  static createElement(t, e) {
    const s = M.createElement("template");
    return s.innerHTML = t, s;
  }
}
function R(a, t, e = a, s) {
  if (t === L) return t;
  let i = s !== void 0 ? e._$Co?.[s] : e._$Cl;
  const n = Y(t) ? void 0 : t._$litDirective$;
  return i?.constructor !== n && (i?._$AO?.(!1), n === void 0 ? i = void 0 : (i = new n(a), i._$AT(a, e, s)), s !== void 0 ? (e._$Co ??= [])[s] = i : e._$Cl = i), i !== void 0 && (t = R(a, i._$AS(a, t.values), i, s)), t;
}
class ge {
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
    const { el: { content: e }, parts: s } = this._$AD, i = (t?.creationScope ?? M).importNode(e, !0);
    E.currentNode = i;
    let n = E.nextNode(), o = 0, d = 0, l = s[0];
    for (; l !== void 0; ) {
      if (o === l.index) {
        let p;
        l.type === 2 ? p = new Z(n, n.nextSibling, this, t) : l.type === 1 ? p = new l.ctor(n, l.name, l.strings, this, t) : l.type === 6 && (p = new xe(n, this, t)), this._$AV.push(p), l = s[++d];
      }
      o !== l?.index && (n = E.nextNode(), o++);
    }
    return E.currentNode = M, i;
  }
  p(t) {
    let e = 0;
    for (const s of this._$AV) s !== void 0 && (s.strings !== void 0 ? (s._$AI(t, s, e), e += s.strings.length - 2) : s._$AI(t[e])), e++;
  }
}
class Z {
  get _$AU() {
    return this._$AM?._$AU ?? this._$Cv;
  }
  constructor(t, e, s, i) {
    this.type = 2, this._$AH = h, this._$AN = void 0, this._$AA = t, this._$AB = e, this._$AM = s, this.options = i, this._$Cv = i?.isConnected ?? !0;
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
    t = R(this, t, e), Y(t) ? t === h || t == null || t === "" ? (this._$AH !== h && this._$AR(), this._$AH = h) : t !== this._$AH && t !== L && this._(t) : t._$litType$ !== void 0 ? this.$(t) : t.nodeType !== void 0 ? this.T(t) : ue(t) ? this.k(t) : this._(t);
  }
  O(t) {
    return this._$AA.parentNode.insertBefore(t, this._$AB);
  }
  T(t) {
    this._$AH !== t && (this._$AR(), this._$AH = this.O(t));
  }
  _(t) {
    this._$AH !== h && Y(this._$AH) ? this._$AA.nextSibling.data = t : this.T(M.createTextNode(t)), this._$AH = t;
  }
  $(t) {
    const { values: e, _$litType$: s } = t, i = typeof s == "number" ? this._$AC(t) : (s.el === void 0 && (s.el = V.createElement(Ft(s.h, s.h[0]), this.options)), s);
    if (this._$AH?._$AD === i) this._$AH.p(e);
    else {
      const n = new ge(i, this), o = n.u(this.options);
      n.p(e), this.T(o), this._$AH = n;
    }
  }
  _$AC(t) {
    let e = Mt.get(t.strings);
    return e === void 0 && Mt.set(t.strings, e = new V(t)), e;
  }
  k(t) {
    gt(this._$AH) || (this._$AH = [], this._$AR());
    const e = this._$AH;
    let s, i = 0;
    for (const n of t) i === e.length ? e.push(s = new Z(this.O(K()), this.O(K()), this, this.options)) : s = e[i], s._$AI(n), i++;
    i < e.length && (this._$AR(s && s._$AB.nextSibling, i), e.length = i);
  }
  _$AR(t = this._$AA.nextSibling, e) {
    for (this._$AP?.(!1, !0, e); t !== this._$AB; ) {
      const s = _t(t).nextSibling;
      _t(t).remove(), t = s;
    }
  }
  setConnected(t) {
    this._$AM === void 0 && (this._$Cv = t, this._$AP?.(t));
  }
}
class nt {
  get tagName() {
    return this.element.tagName;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  constructor(t, e, s, i, n) {
    this.type = 1, this._$AH = h, this._$AN = void 0, this.element = t, this.name = e, this._$AM = i, this.options = n, s.length > 2 || s[0] !== "" || s[1] !== "" ? (this._$AH = Array(s.length - 1).fill(new String()), this.strings = s) : this._$AH = h;
  }
  _$AI(t, e = this, s, i) {
    const n = this.strings;
    let o = !1;
    if (n === void 0) t = R(this, t, e, 0), o = !Y(t) || t !== this._$AH && t !== L, o && (this._$AH = t);
    else {
      const d = t;
      let l, p;
      for (t = n[0], l = 0; l < n.length - 1; l++) p = R(this, d[s + l], e, l), p === L && (p = this._$AH[l]), o ||= !Y(p) || p !== this._$AH[l], p === h ? t = h : t !== h && (t += (p ?? "") + n[l + 1]), this._$AH[l] = p;
    }
    o && !i && this.j(t);
  }
  j(t) {
    t === h ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, t ?? "");
  }
}
class $e extends nt {
  constructor() {
    super(...arguments), this.type = 3;
  }
  j(t) {
    this.element[this.name] = t === h ? void 0 : t;
  }
}
class fe extends nt {
  constructor() {
    super(...arguments), this.type = 4;
  }
  j(t) {
    this.element.toggleAttribute(this.name, !!t && t !== h);
  }
}
class be extends nt {
  constructor(t, e, s, i, n) {
    super(t, e, s, i, n), this.type = 5;
  }
  _$AI(t, e = this) {
    if ((t = R(this, t, e, 0) ?? h) === L) return;
    const s = this._$AH, i = t === h && s !== h || t.capture !== s.capture || t.once !== s.once || t.passive !== s.passive, n = t !== h && (s === h || i);
    i && this.element.removeEventListener(this.name, this, s), n && this.element.addEventListener(this.name, this, t), this._$AH = t;
  }
  handleEvent(t) {
    typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, t) : this._$AH.handleEvent(t);
  }
}
class xe {
  constructor(t, e, s) {
    this.element = t, this.type = 6, this._$AN = void 0, this._$AM = e, this.options = s;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AI(t) {
    R(this, t);
  }
}
const we = mt.litHtmlPolyfillSupport;
we?.(V, Z), (mt.litHtmlVersions ??= []).push("3.3.3");
const ye = (a, t, e) => {
  const s = e?.renderBefore ?? t;
  let i = s._$litPart$;
  if (i === void 0) {
    const n = e?.renderBefore ?? null;
    s._$litPart$ = i = new Z(t.insertBefore(K(), n), n, void 0, e ?? {});
  }
  return i._$AI(a), i;
};
const $t = globalThis;
class D extends U {
  constructor() {
    super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
  }
  createRenderRoot() {
    const t = super.createRenderRoot();
    return this.renderOptions.renderBefore ??= t.firstChild, t;
  }
  update(t) {
    const e = this.render();
    this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(t), this._$Do = ye(e, this.renderRoot, this.renderOptions);
  }
  connectedCallback() {
    super.connectedCallback(), this._$Do?.setConnected(!0);
  }
  disconnectedCallback() {
    super.disconnectedCallback(), this._$Do?.setConnected(!1);
  }
  render() {
    return L;
  }
}
D._$litElement$ = !0, D.finalized = !0, $t.litElementHydrateSupport?.({ LitElement: D });
const ve = $t.litElementPolyfillSupport;
ve?.({ LitElement: D });
($t.litElementVersions ??= []).push("4.2.2");
const ke = ["en", "de"];
function _e(a) {
  const t = a.toLowerCase().split("-")[0] ?? "";
  return ke.includes(t) ? t : "en";
}
function $(a, t, e = {}) {
  return (a[t] ?? t).replace(/\{(\w+)\}/g, (s, i) => String(e[i] ?? ""));
}
function Kt(a, t) {
  const e = [];
  for (const s of a) {
    const i = e.at(-1);
    i && new Date(i[0]).toDateString() === new Date(t(s)).toDateString() ? i[1].push(s) : e.push([t(s), [s]]);
  }
  return e;
}
function O(a, t, e) {
  return a.backend(`component.digitalshadow.${t}.${e}`) || e;
}
const Ae = (a, t) => O(a, "entity.sensor.cardiovascular_risk.state_attributes.missing_inputs.state", t), Yt = (a, t) => O(a, "entity.sensor.next_input_due.state_attributes.input.state", t), Se = (a, t) => O(a, "entity.sensor.cardiovascular_risk.state_attributes.reason.state", t), Ee = (a, t) => O(a, "entity.sensor.cardiovascular_risk.state_attributes.outcome.state", t), B = (a, t) => O(a, "selector.measure.options", t), Ce = (a, t) => O(a, "entity.sensor.state.state", t), T = (a) => a.hass.locale?.language ?? a.hass.language;
function k(a, t) {
  const e = t.length === 10 ? /* @__PURE__ */ new Date(`${t}T12:00:00`) : new Date(t), s = e.getFullYear() === (/* @__PURE__ */ new Date()).getFullYear() ? void 0 : "numeric";
  return e.toLocaleDateString(T(a), { day: "numeric", month: "long", year: s });
}
function J(a, t) {
  const e = a.hass.locale?.time_format;
  return new Date(t).toLocaleString(T(a), {
    dateStyle: "medium",
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
function ft(a, t) {
  const e = a.hass.locale?.time_format;
  return new Date(t).toLocaleTimeString(T(a), {
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
const De = 864e5;
function Vt(a, t) {
  const e = new Date(t), s = (i) => e.toDateString() === new Date(Date.now() - i * De).toDateString();
  return s(0) ? $(a.texts, "day.today") : s(1) ? $(a.texts, "day.yesterday") : e.toLocaleDateString(T(a), { weekday: "long", day: "numeric", month: "long" });
}
const W = (a, t) => t.toLocaleString(T(a), { maximumFractionDigits: 1 }), bt = (a, t) => new Intl.ListFormat(T(a)).format(t);
function Me(a) {
  const t = a.people.some((e) => e.is_themself) ? ["today", "trend", "measure", "report", "data"] : [];
  return Gt(a).length && t.push("people"), a.is_administrator && t.push("home"), t;
}
function Gt(a) {
  return a.people.filter((t) => t.is_granted && !t.is_themself).sort((t, e) => (st(t) ?? "").localeCompare(st(e) ?? ""));
}
const st = (a) => [a.last_seen_at, a.reading?.ended_at ?? null].filter((t) => t !== null).sort((t, e) => new Date(t).getTime() - new Date(e).getTime()).at(-1) ?? null;
function Oe(a) {
  history.pushState(null, "", a), window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: !1 } }));
}
function Te(a, t) {
  const e = a, s = e?.translation_key;
  return s && t(`component.digitalshadow.exceptions.${s}.message`, e.translation_placeholders) || (typeof e?.message == "string" ? e.message : "");
}
const ze = (a) => a?.translation_key ?? "";
class m extends D {
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
    return $(this.home.texts, t, e);
  }
  /** The language and region in which numbers and days are written. */
  get locale() {
    return T(this.home);
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
      return this.error = Te(e, this.home.backend) || this.t("failed"), !1;
    } finally {
      this.busy = !1;
    }
  }
}
function f(a, t) {
  customElements.get(a) || customElements.define(a, t);
}
function Zt(a, t, e) {
  const s = URL.createObjectURL(new Blob([t], { type: e }));
  Object.assign(document.createElement("a"), { href: s, download: a }).click(), setTimeout(() => URL.revokeObjectURL(s), 6e4);
}
const Ne = x`
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
    --ds-on-data: #fff;
    --ds-band: #0072b22e;
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
    --ds-on-data: #001721;
    --ds-band: #56b4e938;
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
`, w = x`
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
  .lead { font-size: 20px; line-height: 1.3; margin-block-start: 6px; }
  .more { display: inline-flex; align-items: center; gap: 2px; min-height: 44px; padding: 0; color: var(--ds-act); font-weight: 500; font-size: 15px; text-decoration: none; }
  .demo { border: 1.5px dashed var(--ds-demo-line); padding-block-start: 0; --ds-data: var(--ds-demo); }
  .strip { display: flex; gap: 10px; align-items: center; margin: 0 -16px 14px; padding: 18px 16px 10px; color: var(--ds-demo); font-size: 15px; line-height: 1.3; border-block-end: 1.5px dashed var(--ds-demo-line); background: repeating-linear-gradient(135deg, var(--ds-demo-tape) 0 8px, transparent 8px 16px) top / 100% 9px no-repeat, var(--ds-demo-soft); }
  .demo .kind, .demo .val { color: var(--ds-demo); }
  .seg { display: inline-flex; max-width: 100%; border: 1.5px solid var(--ds-line); border-radius: 999px; padding: 2px; }
  .seg button { min-height: 44px; padding-inline: 16px; border-radius: 999px; font-weight: 500; font-size: 15px; text-align: center; }
  .seg [aria-pressed="true"] { background: var(--ds-act-soft); color: var(--ds-act); }
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
  .input { width: 100%; min-height: 48px; margin-block-start: 6px; border: 1.5px solid var(--ds-ghost); border-radius: 12px; background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; font: inherit; }
  .input.large { min-height: 64px; border-radius: 14px; font-size: 24px; padding-inline: 18px; }
  select.input.large { font-size: 18px; }
  .num, b { font-variant-numeric: tabular-nums; }
  .error { color: var(--ds-danger); margin-block-start: 8px; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (min-width: 1080px) {
    .cols.two { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 16px; align-items: start; }
    .cols.two > .wide { grid-column: 1 / -1; }
  }
`;
class Pe extends m {
  constructor() {
    super(...arguments), this.open = () => this.dialog.showModal(), this.close = () => this.dialog.close();
  }
  static {
    this.styles = [
      w,
      x`
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
    return r`<button class="sos" @click=${this.open}><ha-icon icon="mdi:phone"></ha-icon>${this.t("sos", { number: e })}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${t.length ? this.t("sos.title", { number: e }) : this.t("sos.title.unknown")}</h2>
        <p>${this.t("sos.one")}</p>
        <ul>
          <li><b>${this.t("sos.heart")}</b>${this.t("sos.heart.signs")}</li>
          <li><b>${this.t("sos.stroke")}</b>${this.t("sos.stroke.signs")}</li>
        </ul>
        ${t.map((s) => r`<a class="btn" href="tel:${s}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: s })}</a>`)}
        <button class="btn line" @click=${this.close}>${this.t("close")}</button>
        <p class="sub">${this.t("sos.limits")}</p>
      </dialog>`;
  }
  get dialog() {
    return this.renderRoot.querySelector("dialog");
  }
}
f("digitalshadow-emergency", Pe);
function g(a, t, e, s = {}) {
  return a.callWS({ type: `digitalshadow/person/${t}`, person_id: e, ...s });
}
const Ue = ["templates", "readings", "measurements", "documents", "consents"];
class Le extends m {
  static {
    this.properties = {
      ...m.properties,
      data: { state: !0 },
      step: { state: !0 },
      exported: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
      x`
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
      this.data = await g(this.home.hass, "data", this.me.person_id);
    });
  }
  turn(t, e) {
    return this.doing(async () => {
      const s = await g(this.home.hass, "set_switch", this.me.person_id, { switch: t, on: e });
      this.data && (this.data = { ...this.data, ...s });
    });
  }
  export() {
    return this.doing(async () => {
      const t = await g(this.home.hass, "export", this.me.person_id);
      Zt("heart-health-export.json", JSON.stringify(t, null, 2), "application/json"), this.exported = !0;
    });
  }
  withdraw() {
    return this.doing(async () => {
      this.home.withdrawn(await g(this.home.hass, "withdraw", this.me.person_id));
    });
  }
  render() {
    const { data: t } = this;
    return r`<div class="narrow cols">
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : h}
      ${t ? r`${this.readers(t)} ${this.switches(t)} ${this.stored(t)} ${this.leaving(t)}` : r`<section class="card" aria-busy="true"><h2>${this.t("data.readers")}</h2></section>`}
    </div>`;
  }
  readers(t) {
    const e = (s, i) => r`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b>${this.t(`data.${s}`)}</b>
        <span class="sub"><bdi>${i.length ? bt(this.home, i) : this.t("data.nobody")}</bdi></span></div></li>`;
    return r`<section class="card"><header><h2>${this.t("data.readers")}</h2></header>
      <p class="say">${this.t(`data.${t.sharing}`)}</p>
      <ul class="rows">${e("account", t.account ? [t.account] : [])} ${e("granted", t.granted)} ${e("administrators", t.administrators)}</ul>
      <p class="sub">${this.t("data.change")}</p></section>`;
  }
  switches(t) {
    const e = (s, i) => r`<li><ha-icon icon=${i}></ha-icon><div><b id=${s}>${this.t(`data.${s}`)}</b>
          <span class="sub">${this.t(`data.${s}.${t[s] ? "on" : "off"}`)}</span></div>
        <button class="sw" role="switch" aria-checked=${t[s]} aria-labelledby=${s} ?disabled=${this.waits}
          @click=${() => this.turn(s, !t[s])}></button></li>`;
    return r`<section class="card"><header><h2>${this.t("data.switches")}</h2></header>
      <ul class="rows">${e("monitoring", "mdi:face-recognition")} ${e("muted", "mdi:bell-off-outline")}</ul></section>`;
  }
  stored(t) {
    return r`<section class="card"><header><h2>${this.t("data.stored")}</h2></header>
      ${this.counted(t)}
      <div class="btns"><button class="btn soft" ?disabled=${this.waits} @click=${this.export}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("data.export")}</button></div>
    </section>`;
  }
  counted(t) {
    return r`<ul class="plain num">${Ue.map((e) => r`<li>${this.t(`data.kind.${e}`)}: ${t.stored[e]}</li>`)}</ul>`;
  }
  leaving(t) {
    if (this.step === "closed")
      return r`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header><p class="say">${this.t("data.withdraw.short")}</p>
        <div class="btns"><button class="btn line" @click=${() => this.step = "shown"}>${this.t("data.withdraw.open")}</button></div></section>`;
    const e = this.step === "sure";
    return r`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header>
      <p class="say">${this.t("data.withdraw.goes")}</p>
      ${this.counted(t)}
      <p class="say">${this.t("data.withdraw.stays")}</p>
      ${e ? r`<p class="say" role="alert"><b>${this.t("data.withdraw.sure")}</b></p>` : h}
      <div class="btns">
        <button class="btn" ?disabled=${this.waits} @click=${this.export}>${this.t(this.exported ? "data.export.again" : "data.export.first")}</button>
        <button class="btn danger" ?disabled=${this.waits} @click=${e ? this.withdraw : () => this.step = "sure"}>${this.t(e ? "data.withdraw.yes" : "data.withdraw.all")}</button>
        <button class="btn line" @click=${() => this.step = "closed"}>${this.t("keep.all")}</button>
      </div></section>`;
  }
}
f("digitalshadow-data", Le);
class Re extends m {
  static {
    this.styles = [w];
  }
  render() {
    return r`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.not_alarm")}</span></div>
      <div class="cols two">${Gt(this.home.view).map((t) => this.card(t))}</div>`;
  }
  card(t) {
    const e = st(t), s = t.next_input_due;
    return r`<section class="card">
      <h2><bdi>${t.name}</bdi></h2>
      <p class="say">${e ? this.t("seen", { when: J(this.home, e) }) : this.t("people.unseen")}</p>
      ${t.monitoring ? h : r`<p class="sub">${this.t("people.paused")}</p>`}
      ${s ? r`<p class="sub">${this.t("people.due", { what: Yt(this.home, s.input) })}</p>` : h}
    </section>`;
  }
}
class Ie extends m {
  static {
    this.styles = [w];
  }
  render() {
    const { people: t, cameras: e, paused: s } = this.home.view;
    return r`<div class="cols two">
      ${s ? r`<p class="card wide">${this.t("home.paused")}</p>` : h}
      <section class="card"><header><h2>${this.t("home.people")}</h2></header>
        ${t.length ? h : r`<p class="say">${this.t("home.nobody")}</p>`}
        <ul class="rows">${t.map((i) => r`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${i.name}</bdi></b><span class="sub">${this.t(He(i))}</span></div></li>`)}</ul>
      </section>
      <section class="card"><header><h2>${this.t("home.cameras")}</h2></header>
        ${e.length ? h : r`<p class="say">${this.t("home.no_camera")}</p>`}
        <ul class="rows">${e.map((i) => r`<li><ha-icon icon="mdi:cctv"></ha-icon><div><b><bdi>${i.name}</bdi></b><span class="sub">${Ce(this.home, i.status)}${i.last_analysed_at ? r`, ${J(this.home, i.last_analysed_at)}` : h}</span></div></li>`)}</ul>
      </section></div>`;
  }
}
function He(a) {
  return a.needs_consent ? "home.needs_consent" : a.needs_enrolment ? "home.needs_enrolment" : a.monitoring ? "home.monitored" : "people.paused";
}
f("digitalshadow-people", Re);
f("digitalshadow-home", Ie);
function xt(a) {
  const t = a.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(t) ? Number(t) : null;
}
const je = (a, t) => a.toLocaleString(t, { useGrouping: !1, maximumFractionDigits: 2, numberingSystem: "latn" }), Ot = 10, Jt = "systolic_mmhg", Qt = "diastolic_mmhg";
function qe(a) {
  const t = /* @__PURE__ */ new Map(), e = [];
  for (const s of a) {
    const i = s.measure === Jt || s.measure === Qt, n = `${i ? "pressure" : s.measure} ${s.measured_at} ${s.is_typed}`;
    i ? t.has(n) ? t.get(n).values.push(s) : t.set(n, { key: n, values: [s] }) : e.push({ key: n, values: [s] });
  }
  for (const { values: s } of t.values()) s.sort((i, n) => n.measure.localeCompare(i.measure));
  return { pressures: [...t.values()], others: e };
}
class Be extends m {
  static {
    this.properties = {
      ...m.properties,
      listed: { state: !0 },
      changing: { state: !0 },
      deleting: { state: !0 },
      said: { state: !0 },
      shown: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
      x`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      .inputs { display: flex; flex-wrap: wrap; gap: 8px; }
      .inputs label { flex: 1; min-width: 120px; font-size: 14px; color: var(--ds-ink2); }
    `
    ];
  }
  constructor() {
    super(), this.listed = null, this.changing = "", this.deleting = !1, this.said = "", this.shown = Ot;
  }
  firstUpdated() {
    this.fetch();
  }
  fetch() {
    return this.doing(async () => {
      this.listed = await g(this.home.hass, "measurements", this.me.person_id);
    });
  }
  open(t) {
    this.changing = t.key, this.deleting = !1, this.error = "";
  }
  async save(t, e) {
    e.preventDefault();
    const s = new FormData(e.target), i = t.values.map((n) => ({ measure: n.measure, value: xt(String(s.get(n.measure))), unit: n.unit, unit_is_sure: !0 }));
    if (i.some((n) => n.value === null)) {
      this.error = this.t("measure.no_number");
      return;
    }
    await this.changed("measure.corrected", () => g(this.home.hass, "add_measurements", this.me.person_id, { values: i, measured_at: t.values[0].measured_at }));
  }
  delete(t) {
    return this.changed("measure.deleted", async () => {
      for (const { measure: e, measured_at: s } of t.values) await g(this.home.hass, "delete_measurement", this.me.person_id, { measure: e, measured_at: s });
    });
  }
  async changed(t, e) {
    await this.doing(async () => {
      await e();
    }) && (this.changing = "", this.said = this.t(t), await this.fetch());
  }
  render() {
    const { listed: t } = this, { pressures: e, others: s } = qe(t ?? []);
    return r`<div class="hello"><h2>${this.t("measure.values")}</h2><span class="sub">${this.t("measure.values.how")}</span></div>
      <p class="sr" role="status">${this.said}</p>
      ${this.error && !this.changing ? r`<p class="error" role="alert">${this.error}</p>` : h}
      <div class="cols">
        ${t && !t.length ? r`<p class="card">${this.t("measure.none")}</p>` : h}
        ${e.length ? this.card(this.t("measure.title"), e) : h}
        ${s.length ? this.card(this.t(e.length ? "measure.others" : "measure.values"), s) : h}
        ${this.me.can_change ? r`<a class="btn" href="${this.home.prefix}/measure/add"><ha-icon icon="mdi:plus"></ha-icon>${this.t("measure.add")}</a>` : h}
      </div>`;
  }
  card(t, e) {
    const s = e.slice(0, this.shown);
    return r`<section class="card">
      <header><h2>${t}</h2><span class="kind num">${this.t("measure.count", { count: e.length })}</span></header>
      ${Kt(s, (i) => i.values[0].measured_at).map(([i, n]) => r`<h3 class="dayhead">${Vt(this.home, i)}</h3><ul class="rows">${n.map((o) => this.row(o))}</ul>`)}
      ${s.length < e.length ? r`<button class="more" @click=${() => this.shown += 5 * Ot}>${this.t("measure.more", { count: e.length - s.length })}</button>` : h}
    </section>`;
  }
  row(t) {
    const [e] = t.values, s = e.measure === Jt || e.measure === Qt, i = t.values.map((d) => W(this.home, d.value)).join(" / "), n = s && t.values.length > 1 ? "" : `${B(this.home, e.measure)}: `, o = r`<div><b class="num">${n}<bdi dir="ltr">${i} ${e.unit}</bdi></b>
      <span class="sub">${ft(this.home, e.measured_at)}, ${this.t(e.is_typed ? "measure.typed" : "measure.sensor")}</span></div>`;
    return !e.is_typed || !this.me.can_change ? r`<li>${it(e.measure)}${o}</li>` : this.changing !== t.key ? r`<li>${it(e.measure)}${o}<button class="btn line small" @click=${() => this.open(t)}>${this.t("measure.change")}</button></li>` : this.deleting ? this.asking(t, o) : this.editing(t, o);
  }
  asking(t, e) {
    return r`<li class="ask">${e}<b>${this.t("measure.delete.ask")}</b>
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : h}
      <div class="btns"><button class="btn danger small" ?disabled=${this.waits} @click=${() => this.delete(t)}>${this.t("delete")}</button>
        <button class="btn line small" @click=${() => this.changing = ""}>${this.t("keep")}</button></div></li>`;
  }
  editing(t, e) {
    return r`<li class="ask">${e}
      <form class="inputs" @submit=${(s) => this.save(t, s)}>
        ${t.values.map((s) => r`<label>${B(this.home, s.measure)}${s.unit ? `, ${s.unit}` : ""}
          <input class="input" name=${s.measure} inputmode="decimal" autocomplete="off" .value=${je(s.value, this.locale)} /></label>`)}
        ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : h}
        <div class="btns" style="width:100%;margin:0"><button class="btn small" ?disabled=${this.waits}>${this.t("save")}</button>
          <button class="btn danger small" type="button" @click=${() => this.deleting = !0}>${this.t("delete")}</button>
          <button class="btn line small" type="button" @click=${() => this.changing = ""}>${this.t("cancel")}</button></div>
        <p class="sub">${k(this.home, t.values[0].measured_at)}</p>
      </form></li>`;
  }
}
const We = [
  [/mmhg/, "mdi:heart-pulse"],
  [/weight/, "mdi:scale-bathroom"],
  [/height/, "mdi:human-male-height"],
  [/steps|activity/, "mdi:walk"],
  [/sleep/, "mdi:sleep"],
  [/points/, "mdi:food-apple-outline"]
], it = (a) => r`<ha-icon icon=${We.find(([t]) => t.test(a))?.[1] ?? "mdi:test-tube"}></ha-icon>`;
f("digitalshadow-all-values", Be);
const Fe = /_mmhg$/, Ke = "perhaps_g_l";
class Ye extends m {
  static {
    this.properties = {
      ...m.properties,
      forms: { state: !0 },
      measure: { state: !0 },
      unsure: { state: !0 },
      said: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
      x`
      .choice { width: 100%; display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 0; }
      .choice b { flex: 1; }
      form { display: grid; gap: 14px; margin-block-start: 12px; }
      label { font-size: 15px; color: var(--ds-ink2); }
      .two { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; }
    `
    ];
  }
  constructor() {
    super(), this.forms = null, this.measure = "", this.unsure = !1, this.said = "";
  }
  firstUpdated() {
    this.measure = this.home.path[1] ?? "", this.fetch();
  }
  fetch() {
    return this.doing(async () => {
      const t = await g(this.home.hass, "measures", this.me.person_id);
      this.forms = t.filter((e) => !Fe.test(e.measure));
    });
  }
  async save(t, e) {
    e.preventDefault();
    const s = new FormData(e.target), i = xt(String(s.get("value")));
    if (i === null) {
      this.error = this.t("measure.no_number");
      return;
    }
    const n = String(s.get("when") ?? "");
    await this.doing(async () => {
      try {
        await g(this.home.hass, "add_measurements", this.me.person_id, {
          values: [{ measure: t.measure, value: i, unit: String(s.get("unit") ?? t.units[0]), unit_is_sure: this.unsure }],
          ...n ? { measured_at: new Date(n).toISOString() } : {}
        });
      } catch (d) {
        throw this.unsure = ze(d) === Ke, d;
      }
    }) && (this.said = this.t("measure.added", { name: B(this.home, t.measure) }), this.measure = "", this.unsure = !1, await this.fetch());
  }
  render() {
    const t = this.forms?.find((e) => e.measure === this.measure);
    return r`<div class="hello"><h2>${this.t("measure.add")}</h2><span class="sub">${this.t("measure.add.how")}</span></div>
      <p class=${this.said ? "say" : "sr"} role="status">${this.said}</p>
      ${t ? this.form(t) : this.choices()}
      <a class="more" href="${this.home.prefix}/measure/values">${this.t("measure.values")}</a>`;
  }
  choices() {
    return r`${this.error ? r`<p class="error" role="alert">${this.error}</p>` : h}
      <section class="card" aria-busy=${this.forms === null && !this.error}><ul class="rows">
        <li><a class="choice" style="color:inherit;text-decoration:none" href="${this.home.prefix}/measure">${it("systolic_mmhg")}<b>${this.t("measure.title")}</b></a></li>
        ${(this.forms ?? []).map((t) => r`<li><button class="choice" @click=${() => this.choose(t.measure)}>${it(t.measure)}<b>${B(this.home, t.measure)}</b></button></li>`)}
      </ul></section>`;
  }
  choose(t) {
    this.measure = t, this.said = "", this.error = "", this.unsure = !1;
  }
  form(t) {
    return r`<section class="card"><h2>${B(this.home, t.measure)}</h2>
      <form @submit=${(e) => this.save(t, e)}>
        <div class="two"><label>${this.t("measure.value")}<input class="input large" name="value" inputmode="decimal" autocomplete="off" required /></label>
          ${t.units.length > 1 ? r`<label>${this.t("measure.unit")}<select class="input" name="unit" @change=${() => this.unsure = !1}>${t.units.map((e) => r`<option value=${e}>${e}</option>`)}</select></label>` : r`<span class="sub" style="padding-block-end:20px">${t.units[0]}</span>`}</div>
        <label>${this.t("measure.when")}<input class="input" type="datetime-local" name="when" /></label>
        ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : h}
        <div class="btns" style="margin:0"><button class="btn" ?disabled=${this.waits}>${this.t(this.unsure ? "measure.sure" : "save")}</button>
          <button class="btn line" type="button" @click=${() => this.choose("")}>${this.t("cancel")}</button></div>
      </form></section>`;
  }
}
f("digitalshadow-add-value", Ye);
const Tt = { upper: "", lower: "", at: "upper" }, dt = { low: 70, high: 260 }, Xt = { low: 30, high: 160 }, te = 3, C = (a) => a.length === te || a.length === 2 && Number(a[0]) > 2;
function Ve(a, t) {
  const e = a[a.at];
  if (e.length >= te || e === "" && t === "0") return a;
  const s = { ...a, [a.at]: e + t };
  return a.at === "upper" && C(s.upper) ? { ...s, at: "lower" } : s;
}
function zt(a) {
  const t = a.at === "lower" && a.lower === "" ? "upper" : a.at;
  return { ...a, at: t, [t]: a[t].slice(0, -1) };
}
const Ge = (a) => ({ upper: a.lower, lower: a.upper, at: "lower" });
function ee({ upper: a, lower: t }) {
  return C(a) && ot(a, dt) && !C(t) ? "upper_range" : !C(a) || !C(t) ? null : Number(t) >= Number(a) ? "swapped" : ot(a, dt) ? "upper_range" : ot(t, Xt) ? "lower_range" : null;
}
const Ze = (a) => C(a.upper) && C(a.lower) && ee(a) === null, ot = (a, t) => Number(a) < t.low || Number(a) > t.high, Je = 60, Qe = 7;
class Xe extends m {
  constructor() {
    super(), this.onKey = (t) => {
      if (!(t.ctrlKey || t.metaKey || t.altKey || t.defaultPrevented)) {
        if (/^\d$/.test(t.key)) this.type(t.key);
        else if (t.key === "Backspace") this.typed = zt(this.typed);
        else return;
        t.preventDefault();
      }
    }, this.typed = Tt, this.diary = null, this.said = "", this.rest = 0;
  }
  static {
    this.properties = {
      ...m.properties,
      typed: { state: !0 },
      diary: { state: !0 },
      said: { state: !0 },
      rest: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
      x`
      .hello { padding-block-end: 10px; }
      .week { display: grid; grid-template-columns: auto repeat(7, 1fr); gap: 6px 4px; align-items: center; font-size: 13px; color: var(--ds-ink2); text-align: center; }
      .week .part { text-align: start; padding-inline-end: 8px; }
      .week .c { height: 24px; border-radius: 6px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); line-height: 24px; }
      .week .on { background: var(--ds-data); color: var(--ds-on-data); box-shadow: none; }
      .week .now { box-shadow: inset 0 0 0 2.5px var(--ds-act); color: var(--ds-ink); }
      .week .now.on { color: var(--ds-on-data); }
      .week .today { color: var(--ds-ink); font-weight: 500; }
      .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-block: 12px; }
      .field { border: 1.5px solid var(--ds-ghost); border-radius: 12px; padding: 8px 12px 6px; background: var(--ds-card); }
      .field span { font-size: 15px; color: var(--ds-ink2); }
      .field b { display: block; font-size: 40px; font-weight: 500; line-height: 1.15; min-height: 46px; }
      .field[aria-pressed="true"] { border: 3px solid var(--ds-act); padding: 6.5px 10.5px 4.5px; }
      .field[aria-pressed="true"] span { color: var(--ds-act); font-weight: 500; }
      .note { display: flex; align-items: center; gap: 8px; min-height: 48px; font-size: 15px; }
      .note span { flex: 1; }
      .pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; direction: ltr; }
      .pad button { height: 68px; border-radius: 14px; background: var(--ds-card); border: 1px solid var(--ds-line); color: var(--ds-ink); font-size: 28px; display: grid; place-items: center; padding: 0; }
      .pad .go { background: var(--ds-act); color: var(--ds-on-act); font-size: 18px; font-weight: 500; border: 0; text-align: center; }
      .links { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 4px 4px 0; }
    `
    ];
  }
  connectedCallback() {
    super.connectedCallback(), window.addEventListener("keydown", this.onKey);
  }
  disconnectedCallback() {
    window.removeEventListener("keydown", this.onKey), clearInterval(this.timer), super.disconnectedCallback();
  }
  firstUpdated() {
    this.fetch();
  }
  fetch() {
    return this.doing(async () => {
      this.diary = await g(this.home.hass, "diary", this.me.person_id);
    });
  }
  type(t) {
    this.typed = Ve(this.typed, t), this.said = "";
  }
  async save() {
    const { upper: t, lower: e } = this.typed;
    await this.doing(async () => {
      await g(this.home.hass, "add_measurements", this.me.person_id, {
        values: [
          { measure: "systolic_mmhg", value: Number(t), unit: "mmHg" },
          { measure: "diastolic_mmhg", value: Number(e), unit: "mmHg" }
        ]
      });
    }) && (this.said = this.t("measure.saved", { upper: t, lower: e }), this.typed = Tt, await this.fetch(), this.diary?.taken === 1 && this.wait());
  }
  /** A minute's rest before the second one. */
  wait() {
    clearInterval(this.timer), this.rest = Je, this.timer = setInterval(() => {
      this.rest -= 1, this.rest <= 0 && clearInterval(this.timer);
    }, 1e3);
  }
  render() {
    return r`<div class="hello"><h2>${this.t("measure.title")}</h2><span class="sub">${this.place()}</span></div>
      ${this.diary ? this.week(this.diary) : h}
      <div class="fields num">${this.field("upper")} ${this.field("lower")}</div>
      ${this.note()}
      <div class="pad num">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((t) => this.key(t))}
        <button aria-label=${this.t("measure.back")} @click=${() => this.typed = zt(this.typed)}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !Ze(this.typed)} @click=${this.save}>${this.t("save")}</button>
      </div>
      <p class="links">
        ${["values", "add", "questions"].map((t) => r`<a class="more" href="${this.home.prefix}/measure/${t}">${this.t(`measure.${t}`)}</a>`)}
      </p>`;
  }
  /** Which measurement comes now: "This morning, second of 2. Day 3 of 7". */
  place() {
    const { diary: t } = this;
    if (!t) return this.t("measure.how");
    const e = this.t(`diary.this_${t.part}`), s = t.taken >= t.times_each ? this.t("diary.done") : this.t(t.taken ? "diary.second" : "diary.first");
    return `${e}, ${s}. ${this.t("signal.day", { day: t.day, of: Qe })}`;
  }
  week(t) {
    const e = t.counts.map((i, n) => {
      const o = /* @__PURE__ */ new Date(`${t.first_day}T12:00:00`);
      return o.setDate(o.getDate() + n), o.toLocaleDateString(this.locale, { weekday: "short" });
    }), s = (i, n) => r`<span class="part">${this.t(`diary.${i}`)}</span>${t.counts.map((o, d) => {
      const l = o[n] >= t.times_each, p = d + 1 === t.day && t.part === i;
      return r`<span class="c ${l ? "on" : ""} ${p ? "now" : ""}">${o[n] ? Math.min(o[n], 9) : ""}</span>`;
    })}`;
    return r`<div class="week num" role="img" aria-label=${this.place()}>
      <span></span>${e.map((i, n) => r`<span class=${n + 1 === t.day ? "today" : ""}>${i}</span>`)}
      ${s("morning", 0)} ${s("evening", 1)}
    </div>`;
  }
  field(t) {
    return r`<button class="field" aria-pressed=${this.typed.at === t} @click=${() => this.typed = { ...this.typed, at: t, [t]: "" }}>
      <span>${this.t(`measure.${t}`)}, mmHg</span><b>${this.typed[t]}</b>
    </button>`;
  }
  key(t) {
    return r`<button @click=${() => this.type(t)}>${t}</button>`;
  }
  note() {
    const t = ee(this.typed), e = t === "lower_range" ? Xt : dt, s = this.error ? `${this.error} ${this.t("measure.unsaved")}` : t ? this.t(`measure.${t}`, e) : this.said;
    return r`<p class="note ${this.error ? "error" : ""}">
      <span aria-live="polite" role=${t && !this.error ? "alert" : h}>${s || this.hint()}</span>
      ${t === "swapped" && !this.error ? r`<button class="btn soft small" @click=${() => this.typed = Ge(this.typed)}>${this.t("measure.swap")}</button>` : h}
      ${this.rest > 0 && !t && !this.error ? r`<b class="num" aria-hidden="true">${this.t("diary.rest", { seconds: this.rest })}</b>` : h}
    </p>`;
  }
  hint() {
    const t = this.diary?.latest;
    return t && this.diary?.taken === 1 ? this.t("diary.after_first", { when: ft(this.home, t) }) : this.t("measure.how");
  }
}
f("digitalshadow-diary", Xe);
const G = { day: 2, month: 2, year: 4 };
function ht(a) {
  const t = new Intl.DateTimeFormat(a, { day: "2-digit", month: "2-digit", year: "numeric", calendar: "gregory", numberingSystem: "latn" }).formatToParts(new Date(2e3, 10, 22)), e = t.map((i) => i.type).filter((i) => i in G), s = t.find((i) => i.type === "literal")?.value.trim() ?? "";
  return { order: e, separator: /^[./-]$/.test(s) ? s : "/" };
}
function ts(a, t) {
  let e = a.replace(/\D/g, "").slice(0, 8);
  const s = [];
  for (const i of t.order) {
    if (!e) break;
    s.push(e.slice(0, G[i])), e = e.slice(G[i]);
  }
  return s.join(t.separator);
}
function Nt(a, t) {
  let e = a.replace(/\D/g, "");
  if (e.length !== 8) return null;
  const s = {};
  for (const o of t.order)
    s[o] = e.slice(0, G[o]), e = e.slice(G[o]);
  const i = `${s.year}-${s.month}-${s.day}`, n = /* @__PURE__ */ new Date(`${i}T12:00:00Z`);
  return !Number.isNaN(n.getTime()) && n.toISOString().startsWith(i) ? i : null;
}
function es(a, t) {
  const [e, s, i] = a.split("-"), n = { year: e, month: s, day: i };
  return t.order.map((o) => n[o]).join(t.separator);
}
function ss(a, t) {
  const [e, s, i] = a.split("-").map(Number), n = t.getMonth() + 1 < s || t.getMonth() + 1 === s && t.getDate() < i;
  return t.getFullYear() - e - (n ? 1 : 0);
}
const N = "";
class is extends m {
  constructor() {
    super(), this.again = () => {
      this.finished = !1, this.go(0);
    }, this.take = (t) => {
      this.given = t.target.value;
    }, this.asked = null, this.at = 0, this.given = N, this.finished = !1;
  }
  static {
    this.properties = {
      ...m.properties,
      asked: { state: !0 },
      at: { state: !0 },
      given: { state: !0 },
      finished: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
      x`
      .top { display: flex; justify-content: space-between; gap: 12px; padding-block-end: 8px; }
      .prog { height: 6px; border-radius: 3px; background: var(--ds-track); overflow: hidden; }
      .prog i { display: block; height: 100%; background: var(--ds-data); }
      h2 { font-size: 24px; font-weight: 400; line-height: 1.3; margin-block: 20px 6px; outline-offset: 4px; }
      fieldset { border: 0; padding: 0; margin: 18px 0; display: grid; gap: 10px; min-width: 0; }
      .opt { display: flex; align-items: center; gap: 12px; min-height: 64px; border: 1.5px solid var(--ds-ghost); border-radius: 14px; padding: 8px 18px; font-size: 18px; background: var(--ds-card); cursor: pointer; }
      .opt:has(input:checked) { border: 3px solid var(--ds-act); padding: 6.5px 16.5px; font-weight: 500; }
      .opt:has(input:focus-visible) { outline: 3px solid var(--ds-act); outline-offset: 2px; }
      .opt input { width: 20px; height: 20px; accent-color: var(--ds-act); flex: none; }
      .typed { display: block; margin-block: 18px 8px; font-size: 15px; color: var(--ds-ink2); }
      .btns .btn:last-child { flex: 1; }
    `
    ];
  }
  firstUpdated() {
    this.doing(async () => {
      this.asked = await g(this.home.hass, "questions", this.me.person_id);
      const t = this.asked.findIndex((s) => s.name === this.home.path[1]), e = this.asked.findIndex((s) => s.answer === null);
      this.go(t >= 0 ? t : Math.max(0, e));
    });
  }
  get question() {
    return this.asked?.[this.at];
  }
  go(t) {
    this.at = t, this.error = "";
    const e = this.question;
    this.given = e ? this.written(e, e.answer ?? e.suggested) : N;
  }
  /** An answer as its field holds it. */
  written(t, e) {
    return e === null ? N : t.kind === "day" ? es(String(e), ht(this.locale)) : String(e);
  }
  /** What the field holds as an answer; undefined for what is not whole yet. */
  answerOf(t) {
    return this.given === N ? null : t.kind === "day" ? Nt(this.given, ht(this.locale)) ?? void 0 : t.kind === "number" ? xt(this.given) ?? void 0 : t.kind === "yes_no" ? this.given === "true" : this.given;
  }
  async next(t) {
    t.preventDefault();
    const e = this.question, s = this.answerOf(e);
    if (s === void 0) {
      this.error = this.t("question.not_whole");
      return;
    }
    if (!(s === e.answer || await this.doing(async () => {
      this.asked = await g(this.home.hass, "answer", this.me.person_id, { question: e.name, answer: s });
    }))) return;
    const n = this.asked.findIndex((o) => o.name === e.name) + 1;
    n >= this.asked.length ? this.finished = !0 : this.go(n), await this.updateComplete, this.renderRoot.querySelector("h2")?.focus();
  }
  render() {
    const t = this.question;
    if (!t || !this.asked) return r`<section class="card" aria-busy=${!this.error}>${this.error ? r`<p class="error" role="alert">${this.error}</p>` : r`<h2>${this.t("measure.questions")}</h2>`}</section>`;
    const e = this.asked.filter((s) => s.answer !== null).length;
    return this.finished ? r`<h2 tabindex="-1">${this.t("question.finished")}</h2><p>${this.t("question.finished.known", { known: e, of: this.asked.length })}</p>
        <div class="btns"><button class="btn line" @click=${this.again}>${this.t("question.again")}</button><a class="btn" href="${this.home.prefix}/today">${this.t("page.today")}</a></div>` : r`<p class="top num"><span>${this.t("question.number", { number: this.at + 1, of: this.asked.length })}</span><span class="sub">${this.t("question.stop")}</span></p>
      <div class="prog" role="progressbar" aria-label=${this.t("question.progress")} aria-valuemin="0" aria-valuemax=${this.asked.length} aria-valuenow=${e}><i style="width:${100 * e / this.asked.length}%"></i></div>
      <form @submit=${this.next}>
        <h2 tabindex="-1" id="question">${this.t(`question.${t.name}`)}</h2>
        ${this.home.texts[`question.${t.name}.why`] ? r`<p class="sub" id="why">${this.t(`question.${t.name}.why`)}</p>` : h}
        ${this.field(t)}
        ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : h}
        <div class="btns">
          <button class="btn line" type="button" ?disabled=${this.at === 0} @click=${() => this.go(this.at - 1)}>${this.t("question.back")}</button>
          <button class="btn" ?disabled=${this.waits}>${this.t("question.next")}</button>
        </div>
      </form>`;
  }
  field(t) {
    switch (t.kind) {
      case "day":
        return this.day(t);
      case "number":
        return r`<label class="typed">${this.t("question.years")}<input class="input large" inputmode="numeric" autocomplete="off" aria-describedby="why" .value=${this.given} @input=${this.take} /></label>`;
      case "country":
        return r`<label class="typed">${this.t("question.choose")}<select class="input large" @change=${this.take}>
          <option value="" ?selected=${this.given === N}>${this.t("question.not_said")}</option>
          ${this.countries(t).map(([e, s]) => r`<option value=${e} ?selected=${this.given === e}>${s}</option>`)}</select></label>`;
      default:
        return this.options(t);
    }
  }
  day(t) {
    const e = ht(this.locale), s = Nt(this.given, e), i = (n) => {
      const o = n.target;
      n.inputType?.startsWith("delete") ? this.given = o.value : o.value = this.given = ts(o.value, e);
    };
    return r`<label class="typed">${e.order.map((n) => this.t(`date.${n}`)).join(", ")}
        <input class="input large" inputmode="numeric" autocomplete=${t.name === "birth_date" ? "bday" : "off"} maxlength="10" .value=${this.given} @input=${i} /></label>
      <p class="sub num" aria-live="polite">${s && t.name === "birth_date" ? this.t("question.age", { years: ss(s, /* @__PURE__ */ new Date()) }) : ""}</p>`;
  }
  options(t) {
    const e = t.kind === "yes_no" ? [["true", this.t("yes")], ["false", this.t("no")]] : t.choices.map((s) => [s, O(this.home, `selector.${t.name}.options`, s)]);
    return r`<fieldset aria-labelledby="question">
      ${[...e, [N, this.t("question.not_said")]].map(([s, i]) => r`<label class="opt"><input type="radio" name="answer" .value=${s} .checked=${this.given === s} @change=${this.take} />${i}</label>`)}
    </fieldset>`;
  }
  countries(t) {
    const e = new Intl.DisplayNames([this.locale], { type: "region" });
    return t.choices.map((s) => [s, e.of(s) ?? s]).sort(([, s], [, i]) => s.localeCompare(i, this.locale));
  }
}
f("digitalshadow-questions", is);
class as extends m {
  static {
    this.styles = [w];
  }
  render() {
    return r`<div class="narrow">${this.page()}</div>`;
  }
  page() {
    switch (this.home.path[0]) {
      case "values":
        return r`<digitalshadow-all-values .home=${this.home}></digitalshadow-all-values>`;
      case "add":
        return r`<digitalshadow-add-value .home=${this.home}></digitalshadow-add-value>`;
      case "questions":
        return r`<digitalshadow-questions .home=${this.home}></digitalshadow-questions>`;
      default:
        return r`<digitalshadow-diary .home=${this.home}></digitalshadow-diary>`;
    }
  }
}
f("digitalshadow-measure", as);
const Pt = [18, 21, 24];
class ns extends m {
  static {
    this.properties = {
      ...m.properties,
      kept: { state: !0 },
      languages: { state: !0 },
      language: { state: !0 },
      size: { state: !0 },
      whole: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
      x`
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
    this.kept = await g(this.home.hass, "report", this.me.person_id), this.language ||= this.kept?.language ?? this.ownLanguage();
  }
  ownLanguage() {
    const t = this.home.hass.language;
    return this.languages.find((e) => e === t) ?? this.languages.find((e) => t.startsWith(e)) ?? "en";
  }
  make(t) {
    return g(this.home.hass, "make_report", this.me.person_id, { language: this.language, format: t });
  }
  anew() {
    return this.doing(async () => {
      await this.make("markdown"), await this.fetchKept();
    });
  }
  fhir() {
    return this.doing(async () => {
      const t = await this.make("fhir");
      Zt("heart-health-fhir.json", JSON.stringify(t.report, null, 2), "application/fhir+json");
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
    return r`<div class="tools">
        <label><span class="sr">${this.t("report.language")}</span>
          <select @change=${(e) => this.language = e.target.value}>
            ${this.languages.map((e) => r`<option value=${e} lang=${e} ?selected=${e === this.language}>${rs(e)}</option>`)}
          </select></label>
        <button class="btn" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>
        <button class="btn line" aria-label=${this.t("report.larger")} @click=${() => this.size = (this.size + 1) % Pt.length}>A+</button>
      </div>
      ${this.error ? r`<p class="tools error" role="alert">${this.error}</p>` : h}
      ${this.differs() ? r`<p class="tools sub">${this.t("report.other")}</p>` : h}
      ${t ? this.paper(t) : r`<p class="card paper" aria-busy=${t === void 0}>${t === null ? this.t("report.none") : ""}</p>`}
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
    return r`<article class="card paper" lang=${t.language} dir="auto" style="font-size:${Pt[this.size]}px">
        <ha-markdown .content=${this.whole ? t.whole_markdown : t.markdown}></ha-markdown>
      </article>
      <p class="tools sub">
        <span>${this.t("report.made", { when: J(this.home, t.made_at) })}
        <bdi>${t.model}</bdi>: ${this.t(t.model_kind === "demonstration" ? "demo.model" : "signal.model")}</span>
        ${e && !this.whole ? r`<button class="btn line small" @click=${() => this.whole = !0}>${this.t("report.whole")}</button>` : h}
      </p>`;
  }
}
function rs(a) {
  return new Intl.DisplayNames([a], { type: "language" }).of(a) ?? a;
}
f("digitalshadow-report", ns);
const os = 20, hs = 0.5;
function ls(a, t) {
  const e = (s, i = {}) => $(a.texts, s, i);
  return r`<section class="card">
    <header>
      <h2>${e("risk.title", { years: t.horizon_years ?? 10 })}</h2>
      <span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${e("risk.kind")}</span>
    </header>
    ${t.risk_percent === null ? cs(a, t) : ds(a, t)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span><bdi>${t.equation}</bdi>, ${t.year}. ${e("risk.source")}</span>
    </p>
  </section>`;
}
function ds(a, t) {
  const e = (p, u = {}) => $(a.texts, p, u), s = t.risk_percent ?? 0, i = s < hs ? 0 : Math.round(s), n = t.horizon_years ?? 10, o = i ? String(i) : e("risk.fewer"), d = t.outcome ? Ee(a, t.outcome) : e("risk.outcome"), l = e("risk.sentence", { count: o, not: 100 - i, years: n });
  return r`<p class="big num"><strong>${o}</strong> <span>${e("risk.of", { years: n })}</span></p>
    <div class="people" role="img" aria-label=${l}>
      ${Array.from({ length: 100 }, (p, u) => ps(u < i, u))}
    </div>
    <p class="key num"><b>${d}: ${o}</b> <span>${e("risk.not", { not: 100 - i })}</span></p>
    <p class="say">${l}</p>`;
}
function cs(a, t) {
  const e = t.missing_inputs.map((s) => Ae(a, s));
  return e.length ? r`<p class="lead">${$(a.texts, "risk.incomplete")}</p>
      <p class="say">${$(a.texts, "risk.missing", { names: bt(a, e) })}</p>` : r`<p class="lead">${$(a.texts, "risk.none")}</p>
    ${t.reason ? r`<p class="say">${Se(a, t.reason)}.</p>` : h}`;
}
function ps(a, t) {
  return r`<svg viewBox="0 0 11 18" class=${a ? "p1" : "p0"} aria-hidden="true" data-column=${t % os}>
    ${y`<circle cx="5.5" cy="3.5" r="2.9"></circle><path d="M1 17V10.5a2.5 2.5 0 0 1 2.5-2.5h4a2.5 2.5 0 0 1 2.5 2.5V17z"></path>`}
  </svg>`;
}
const F = 14;
function us(a, t) {
  const e = (n, o = {}) => $(a.texts, n, o), s = t.trend ?? t.reading, i = s?.model_kind === "demonstration";
  return r`<section class=${i ? "card demo" : "card"}>
    ${i ? r`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${e("demo.word")}</b> ${e("demo.not")}</span></p>` : h}
    <header>
      <h2>${e(i ? "demo.title" : "signal.title")}</h2>
      ${s ? r`<span class="kind">${e(i ? "demo.kind" : "signal.kind")}</span>` : h}
    </header>
    ${t.trend ? ms(a, t.trend, i) : r`<p class="say">${e(t.monitoring ? "signal.unseen" : "signal.paused")}</p>`}
    ${s ? r`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${s.model}</bdi>. ${e(i ? "demo.model" : "signal.model")}</span></p>` : h}
    ${$s(a, t)}
  </section>`;
}
function ms(a, t, e) {
  const s = (c, b = {}) => $(a.texts, c, b);
  if (t.state === "calibrating") {
    const c = Math.min(t.baseline_days ?? 0, F), b = s("signal.day", { day: c, of: F });
    return r`<p class="lead num"><span class="val">${b}</span></p>
      <div class="days" role="img" aria-label=${b}>
        ${Array.from({ length: F }, (_, z) => r`<i class=${z < c ? "on" : ""}></i>`)}
      </div>
      <p class="say">${s("signal.learning")}</p>`;
  }
  const { current_level: i, baseline_level: n, detectable_change: o } = t;
  if (i == null || n == null || o == null) return r`<p class="say">${s("signal.old")}</p>`;
  const d = Math.max(0, n - o), l = Math.min(100, n + o), p = s("signal.range", { low: Math.round(d), high: Math.round(l) }), u = s(`signal.${t.state}`);
  return r`<p class="lead num"><span class="val">${W(a, Math.round(i))}</span> ${u}</p>
    <div class="bar num" role="img" aria-label=${`${Math.round(i)} ${u}: ${p}`}>
      <span class="band" style="inset-inline:${d}% ${100 - l}%"></span>
      <span class="tick" style="inset-inline-start:${d}%"></span>
      <span class="tick" style="inset-inline-start:${l}%"></span>
      <span class="dot" style="inset-inline-start:${i}%"></span>
    </div>
    <p class="ends num"><span>0</span><span>${p}</span><span>100</span></p>
    <p class="say">${s(e ? "demo.answers" : "signal.chance")}</p>
    ${t.state === "rising" && !e ? r`<p class="say">${gs(a, t)}</p>` : h}`;
}
function gs(a, t) {
  return `${t.since ? $(a.texts, "signal.since", { day: k(a, t.since) }) : ""} ${$(a.texts, "signal.rise")}`.trim();
}
function $s(a, t) {
  const e = st(t);
  return e ? r`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon><span>${$(a.texts, "seen", { when: J(a, e) })}</span>
    <a class="more" href="${a.prefix}/trend">${$(a.texts, "seen.not_me")}</a></p>` : h;
}
const fs = 864e5, bs = 14, xs = (a) => a.day > 1 || a.taken > 0;
function ws(a, t) {
  return a.endsWith("_mmhg") ? "measure" : `question.${a}` in t.texts ? `measure/questions/${a}` : `measure/add/${a}`;
}
class ys extends m {
  constructor() {
    super(), this.known = "", this.diary = null;
  }
  static {
    this.properties = { ...m.properties, diary: { state: !0 } };
  }
  static {
    this.styles = [
      w,
      x`
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
      .seen { display: flex; align-items: center; gap: 8px; margin: 14px -16px -16px; padding: 4px 16px; border-block-start: 1px solid var(--ds-line); min-height: 52px; font-size: 15px; }
      .seen span { flex: 1; }
      .seen ha-icon { color: var(--ds-ink2); --mdc-icon-size: 20px; }
    `
    ];
  }
  /** What was measured in between changes what is due. */
  updated() {
    const t = JSON.stringify([this.me.next_input_due, this.me.clinical, this.me.urgent]);
    t !== this.known && (this.known = t, this.doing(async () => {
      this.diary = await g(this.home.hass, "diary", this.me.person_id);
    }));
  }
  render() {
    const t = this.me;
    return r`<div class="hello">
        <h2>${this.t("hello")} <bdi>${t.name}</bdi></h2>
        <span class="sub">${k(this.home, (/* @__PURE__ */ new Date()).toISOString())}</span>
      </div>
      <div class="cols two">
        ${t.urgent ? this.urgent(t.urgent) : h} ${this.due()}
        ${t.needs_consent || t.needs_enrolment ? r`<p class="card wide">${this.t(t.needs_consent ? "needs.consent" : "needs.enrolment")}</p>` : h}
        ${t.urgent ? r`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : r`${t.clinical ? ls(this.home, t.clinical) : h} ${us(this.home, t)}`}
      </div>`;
  }
  urgent(t) {
    const e = this.home.view.emergency_numbers, s = `${t.systolic_mmhg ?? "–"} / ${t.diastolic_mmhg ?? "–"}`;
    return r`<section class="card urgent wide" role="alert">
      <h2><ha-icon icon="mdi:alert"></ha-icon><span>${this.t("urgent.title")} <bdi dir="ltr">${s}</bdi></span></h2>
      <p class="say">${this.t("urgent.measured", { when: J(this.home, t.measured_at) })}</p>
      <ol lang=${t.language}>${t.text.map((i) => r`<li>${i}</li>`)}</ol>
      <div class="btns">
        ${e.map((i) => r`<a class="btn" href="tel:${i}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: i })}</a>`)}
        <a class="btn line" href="${this.home.prefix}/measure">${this.t("urgent.again")}</a>
      </div>
    </section>`;
  }
  /** What should be measured or answered now: a diary that goes on comes first. */
  due() {
    const { diary: t } = this;
    if (t && xs(t)) {
      const i = t.times_each - t.taken, n = i > 0 ? this.t(`diary.this_${t.part}`) : this.t("diary.this_is_done");
      return this.dueCard(
        this.t(i === 1 ? "due.pressure_once" : "due.pressure"),
        `${n}. ${this.t("signal.day", { day: t.day, of: t.counts.length })}`,
        i > 0 ? "measure" : null
      );
    }
    const e = this.me.next_input_due, s = e ? ((/* @__PURE__ */ new Date(`${e.on}T23:59:59`)).getTime() - Date.now()) / fs : 1 / 0;
    return !e || s > bs ? h : this.dueCard(Yt(this.home, e.input), this.t(s < 0 ? "due.since" : "due.on", { day: k(this.home, e.on) }), ws(e.input, this.home));
  }
  dueCard(t, e, s) {
    return r`<section class="card due wide">
      <span class="ico"><ha-icon icon="mdi:heart-pulse"></ha-icon></span>
      <div><b>${t}</b><span class="sub">${e}</span></div>
      ${s && this.me.can_change ? r`<a class="btn small" href="${this.home.prefix}/${s}">${this.t("due.enter")}</a>` : h}
    </section>`;
  }
}
f("digitalshadow-today", ys);
const vs = 270, P = 30, H = 8, ks = 28, Q = 30, tt = 864e5, Ut = 340, _s = 48, ct = 50, v = (a) => Date.parse(`${a}T12:00:00Z`);
function j(a) {
  const t = a.lines.flatMap((e) => [...e.points.map((s) => s.highest), ...e.bands.map((s) => s.high)]);
  return Math.max(0, ...t) <= ct ? ct : 100;
}
function As(a, t) {
  const e = t === "week" ? 7.5 : 31.5, s = [];
  return a.forEach((i, n) => {
    const o = a[n - 1];
    o && (v(i.first_day) - v(o.first_day)) / tt <= e ? s.at(-1).push(i) : s.push([i]);
  }), s;
}
class Ss extends D {
  constructor() {
    super(), this.observer = null, this.width = Ut, this.plain = !1;
  }
  static {
    this.properties = {
      chart: { attribute: !1 },
      locale: { attribute: !1 },
      sentence: { attribute: !1 },
      words: { attribute: !1 },
      plain: { type: Boolean },
      width: { state: !0 }
    };
  }
  static {
    this.styles = x`
    :host { display: block; }
    svg { display: block; direction: ltr; }
    text { font-family: inherit; font-size: 13px; fill: var(--ds-ink2); }
    .ink { fill: var(--ds-ink); }
  `;
  }
  connectedCallback() {
    super.connectedCallback(), this.observer = new ResizeObserver(([t]) => {
      this.width = Math.max(240, Math.round(t?.contentRect.width ?? Ut));
    }), this.observer.observe(this);
  }
  disconnectedCallback() {
    this.observer?.disconnect(), super.disconnectedCallback();
  }
  get height() {
    return this.plain ? 150 : vs;
  }
  get above() {
    return this.plain ? 10 : Q;
  }
  x(t) {
    const e = v(this.chart.first_day), s = Math.max(v(this.chart.today), e + 7 * tt), i = Math.min(Math.max(typeof t == "number" ? t : v(t), e), s);
    return P + (this.width - P - H) * (i - e) / (s - e);
  }
  y(t) {
    return this.above + (this.height - this.above - ks) * (1 - Math.min(t, j(this.chart)) / j(this.chart));
  }
  render() {
    return r`<svg width="100%" height=${this.height} viewBox="0 0 ${this.width} ${this.height}" role="img" aria-label=${this.sentence}>
      ${this.grid()} ${this.chart.lines.map((t) => t.bands.map((e) => this.band(e)))} ${this.gaps()} ${this.plain ? h : this.flags()}
      ${this.chart.lines.map((t) => this.line(t.points))} ${this.months()}
    </svg>`;
  }
  grid() {
    const t = j(this.chart) === ct && !this.plain ? 10 : j(this.chart) / (this.plain ? 2 : 4);
    return Array.from({ length: j(this.chart) / t + 1 }, (s, i) => i * t).map(
      (s) => y`<line x1=${P} x2=${this.width - H} y1=${this.y(s)} y2=${this.y(s)} stroke="var(--ds-line)"></line>
        <text x=${P - 6} y=${this.y(s) + 4} text-anchor="end">${s}</text>`
    );
  }
  band(t) {
    const [e, s] = [this.x(t.first_day) - 3, this.x(t.last_day) + 3], [i, n] = [this.y(t.high), this.y(t.low)];
    return y`<rect x=${e} width=${s - e} y=${i} height=${Math.max(2, n - i)} rx="3" fill="var(--ds-band)"></rect>
      ${this.plain ? h : y`<text class="ink" x=${Math.min(e + 2, this.width - H - 60)} y=${i - 6}>${this.words.range(Math.round(t.low), Math.round(t.high))}</text>`}`;
  }
  gaps() {
    const t = this.y(0) - 7;
    return this.chart.gaps.map((e) => {
      const [s, i] = [this.x(e.first_day), this.x(e.last_day)], n = Math.min(Math.max((s + i) / 2, P + 34), this.width - H - 34);
      return y`<line x1=${s} x2=${i} y1=${t} y2=${t} stroke="var(--ds-ghost)" stroke-dasharray="1 4" stroke-width="2" stroke-linecap="round"></line>
        ${this.plain ? h : y`<text x=${n} y=${t - 7} text-anchor="middle">${this.words.reason(e.reason)}</text>`}`;
    });
  }
  flags() {
    return this.chart.changes.map((t, e) => {
      const s = this.x(t.on);
      return y`<line x1=${s} x2=${s} y1=${Q - 6} y2=${this.y(0)} stroke="var(--ds-ink2)" stroke-dasharray="4 3"></line>
        <circle cx=${s} cy=${Q - 15} r="10" fill="var(--ds-card)" stroke="var(--ds-ink2)" stroke-width="1.25"></circle>
        <text class="ink" x=${s} y=${Q - 10.5} text-anchor="middle">${e + 1}</text>`;
    });
  }
  line(t) {
    const e = (this.chart.step === "week" ? 3.5 : 15) * tt, s = (n) => this.x(Math.min(v(n.first_day) + e, v(this.chart.today))), i = As(t, this.chart.step).map((n) => n.map((o, d) => `${d ? "L" : "M"}${s(o).toFixed(1)} ${this.y(o.level).toFixed(1)}`).join(""));
    return y`<path d=${i.join("")} fill="none" stroke="var(--ds-data)" stroke-width="2"></path>
      ${t.map((n) => y`<line x1=${s(n)} x2=${s(n)} y1=${this.y(n.highest)} y2=${this.y(n.lowest)} stroke="var(--ds-data)" stroke-opacity=".55" stroke-width="2"></line>
        <circle cx=${s(n)} cy=${this.y(n.level)} r=${this.plain ? 3.5 : 4} fill="var(--ds-data)" stroke="var(--ds-card)" stroke-width="1.5"></circle>`)}`;
  }
  /** Names of months where there is room for them; of a long time, years. */
  months() {
    const t = new Date(v(this.chart.first_day)), s = (v(this.chart.today) - t.getTime()) / tt > 500, i = s ? { year: "numeric", timeZone: "UTC" } : { month: "short", timeZone: "UTC" }, n = [];
    let o = P;
    for (let d = new Date(Date.UTC(t.getUTCFullYear(), t.getUTCMonth(), 1, 12)); d.getTime() <= v(this.chart.today); d.setUTCMonth(d.getUTCMonth() + 1)) {
      const l = this.x(d.getTime());
      s && d.getUTCMonth() !== 0 || d < t || l < o || l > this.width - H - 12 || (n.push(y`<text x=${l} y=${this.height - 8} text-anchor="start">${d.toLocaleDateString(this.locale, i)}</text>`), o = l + _s);
    }
    return n;
  }
}
f("digitalshadow-chart", Ss);
const Lt = 14, Es = 864e5;
class Cs extends m {
  static {
    this.properties = {
      ...m.properties,
      listed: { state: !0 },
      more: { state: !0 },
      asked: { state: !0 },
      said: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
      x`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      .gone b { text-decoration: line-through; text-decoration-thickness: 1.5px; color: var(--ds-ink2); }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      li.ask .btns { margin: 0; }
      .btn ha-icon { color: inherit; --mdc-icon-size: 18px; }
    `
    ];
  }
  constructor() {
    super(), this.listed = null, this.more = !1, this.asked = "", this.said = "";
  }
  updated() {
    const t = this.me.reading?.ended_at ?? null;
    t !== this.shown && (this.shown = t, this.fetch());
  }
  fetch(t) {
    return this.doing(async () => {
      const e = await g(this.home.hass, "visits", this.me.person_id, t ? { before: t } : {});
      this.listed = [...t ? this.listed ?? [] : [], ...e.visits], this.more = e.more;
    });
  }
  async count(t, e) {
    const s = await this.doing(async () => {
      await g(this.home.hass, "count_visit", this.me.person_id, { visit_id: t.visit_id, counts: e });
    });
    this.asked = "", s && (this.said = this.t(e ? "visit.is_back" : "visit.is_gone"), this.listed = (this.listed ?? []).map((i) => i === t ? { ...i, taken_back: !e, taken_back_by_me: !e } : i), this.dispatchEvent(new Event("changed")));
  }
  render() {
    const { listed: t } = this;
    return r`<section class="card" aria-busy=${t === null && !this.error}>
      <header><h2>${this.t("visits.title")}</h2>${this.counted()}</header>
      <p class="sub">${this.t("visits.how")}</p>
      <p class="sr" role="status">${this.said}</p>
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : h}
      ${t && !t.length ? r`<p class="say">${this.t("visits.none")}</p>` : h}
      ${Kt(t ?? [], (e) => e.started_at).map(([e, s]) => r`<h3 class="dayhead">${Vt(this.home, e)}</h3><ul class="rows">${s.map((i) => this.row(i))}</ul>`)}
      ${this.more ? r`<button class="more" ?disabled=${this.waits} @click=${() => this.fetch(t?.at(-1)?.started_at)}>${this.t("visits.older")}</button>` : h}
    </section>`;
  }
  counted() {
    const t = Date.now() - Lt * Es, e = this.listed ?? [];
    if (!e.length || this.more && Date.parse(e.at(-1).started_at) > t) return h;
    const s = e.filter((i) => Date.parse(i.started_at) > t && i.visit_id && !i.taken_back).length;
    return r`<span class="sub num">${this.t("visits.count", { count: s, days: Lt })}</span>`;
  }
  row(t) {
    const e = t.cameras.length ? bt(this.home, t.cameras) : this.t("change.removed"), s = ft(this.home, t.started_at);
    if (t.why_not)
      return r`<li><ha-icon icon="mdi:eye-off-outline"></ha-icon><div><b class="num">${s}</b><span class="sub"><bdi>${e}</bdi>. ${this.t(`why.${t.why_not}`)}</span></div></li>`;
    if (this.asked === t.visit_id)
      return r`<li class="ask"><div><b>${this.t("visit.ask", { when: s, where: e })}</b><span class="sub">${this.t("visit.ask.what")}</span></div>
        <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.count(t, !1)}>${this.t("visit.take_back")}</button>
        <button class="btn line small" @click=${() => this.asked = ""}>${this.t("keep")}</button></div></li>`;
    const i = t.taken_back ? this.t(t.taken_back_by_me ? "visit.gone_by_you" : "visit.gone") : this.t("visit.frames", { count: t.frames });
    return r`<li class=${t.taken_back ? "gone" : ""}><ha-icon icon="mdi:cctv"></ha-icon><div><b class="num">${s}</b><span class="sub"><bdi>${e}</bdi>. ${i}</span></div>
      ${this.me.can_change ? this.button(t) : h}</li>`;
  }
  button(t) {
    return t.taken_back ? r`<button class="btn soft small" ?disabled=${this.waits} @click=${() => this.count(t, !0)}><ha-icon icon="mdi:redo"></ha-icon>${this.t("visit.put_back")}</button>` : r`<button class="btn line small" @click=${() => this.asked = t.visit_id ?? ""}>${this.t("visit.not_me")}</button>`;
  }
}
f("digitalshadow-visits", Cs);
const Rt = ["half_year", "year", "all"];
class Ds extends m {
  constructor() {
    super(), this.shown = "", this.chart = null, this.span = Rt[0];
  }
  static {
    this.properties = { ...m.properties, chart: { state: !0 }, span: { state: !0 } };
  }
  static {
    this.styles = [
      w,
      x`
      .seg { margin-block: 12px 4px; }
      digitalshadow-chart { margin-inline: -6px; }
      .marks { display: grid; gap: 8px; margin-block-start: 8px; font-size: 15px; }
      .marks li { display: grid; grid-template-columns: 24px 1fr; gap: 8px; }
      .flag { width: 22px; height: 22px; border-radius: 50%; border: 1.25px solid var(--ds-ink2); display: grid; place-items: center; font-size: 13px; }
      .band { width: 20px; height: 14px; margin: 3px 2px; border-radius: 3px; background: var(--ds-band); }
      summary { cursor: pointer; }
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; font-size: 15px; }
      th, td { padding: 8px 8px 8px 0; text-align: start; font-weight: 400; border-block-end: 1px solid var(--ds-line); }
    `
    ];
  }
  /** A new visit moves the line, so it is asked for again. */
  updated() {
    const t = `${this.span} ${this.me.reading?.ended_at ?? ""}`;
    t !== this.shown && (this.shown = t, this.fetch());
  }
  fetch() {
    return this.doing(async () => {
      this.chart = await g(this.home.hass, "trend", this.me.person_id, { span: this.span });
    });
  }
  render() {
    return r`<div class="cols two">
      ${this.me.urgent ? r`<section class="card"><h2>${this.t("signal.hidden")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : this.card()}
      <digitalshadow-visits .home=${this.home} @changed=${() => this.fetch()}></digitalshadow-visits>
    </div>`;
  }
  card() {
    const { chart: t } = this, e = this.me.trend, s = e ?? this.me.reading ?? t?.lines.at(-1), i = s?.model_kind === "demonstration";
    return r`<section class=${i ? "card demo" : "card"} aria-busy=${t === null && !this.error}>
      ${i ? r`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not")}</span></p>` : h}
      <header><h2>${this.t(i ? "demo.title" : "signal.title")}</h2>
        ${s ? r`<span class="kind"><ha-icon icon=${i ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${this.t(i ? "demo.kind" : "signal.kind")}</span>` : h}</header>
      <p class="lead">${i && t?.lines.length ? this.t("demo.trend") : this.headline(e)}</p>
      <p class="sub">${this.t(i ? "demo.nothing" : "signal.chance")}</p>
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : h}
      <div class="seg" role="group" aria-label=${this.t("trend.span")}>
        ${Rt.map((n) => r`<button aria-pressed=${n === this.span} @click=${() => this.span = n}>${this.t(`trend.${n}`)}</button>`)}
      </div>
      ${t?.lines.length ? this.drawn(t, i) : r`<p class="say">${t ? this.t(this.me.monitoring ? "signal.unseen" : "signal.paused") : ""}</p>`}
    </section>`;
  }
  headline(t) {
    return t ? t.state === "calibrating" ? this.t("signal.day", { day: Math.min(t.baseline_days ?? 0, F), of: F }) : t.new_level_since ? this.t("trend.new_level", { day: k(this.home, t.new_level_since) }) : this.t(`trend.is_${t.state}`, { day: t.since ? k(this.home, t.since) : "" }) : this.t("trend.none");
  }
  drawn(t, e) {
    const s = {
      range: (o, d) => this.t("range", { low: o, high: d }),
      reason: (o) => this.t(`gap.${o}`)
    }, i = e ? { ...t, lines: t.lines.map((o) => ({ ...o, bands: [] })) } : t, n = [...new Set(t.lines.map((o) => o.model))];
    return r`<digitalshadow-chart .chart=${i} .words=${s} .locale=${this.locale} .sentence=${this.sentence(i)}></digitalshadow-chart>
      <ul class="marks">
        ${t.changes.map((o, d) => r`<li><span class="flag num">${d + 1}</span><span>${k(this.home, o.on)}: ${this.t(`change.${o.kind}`, { name: o.name ?? this.t("change.removed") })}</span></li>`)}
        ${e ? h : r`<li><span class="band"></span><span>${this.t(`trend.legend.${t.step}`)}</span></li>`}
      </ul>
      <p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${n.join(", ")}</bdi>. ${this.t(e ? "demo.answers" : "trend.source")}</span></p>
      <details><summary class="more">${this.t("trend.table")}</summary>${this.table(i)}</details>`;
  }
  sentence(t) {
    const s = t.lines.flatMap((i) => i.points).map((i) => i.level);
    return this.t(`trend.sentence.${t.step}`, {
      from: k(this.home, t.first_day),
      to: k(this.home, t.today),
      low: Math.round(Math.min(...s)),
      high: Math.round(Math.max(...s))
    });
  }
  table(t) {
    const e = t.lines.flatMap((s) => s.points.map((i) => ({ ...i, model: s.model })));
    return r`<div class="scroll" tabindex="0" role="group" aria-label=${this.t("trend.table")}><table class="num">
      <thead><tr>${["begins", "level", "spread", "days", "model"].map((s) => r`<th scope="col">${this.t(`trend.column.${s}`)}</th>`)}</tr></thead>
      <tbody>${e.reverse().map((s) => r`<tr><th scope="row">${k(this.home, s.first_day)}</th><td>${W(this.home, s.level)}</td>
        <td>${this.t("range", { low: W(this.home, s.lowest), high: W(this.home, s.highest) })}</td><td>${s.days}</td><td><bdi>${s.model}</bdi></td></tr>`)}</tbody>
    </table></div>`;
  }
}
f("digitalshadow-trend", Ds);
const Ms = {
  today: "mdi:heart-pulse",
  trend: "mdi:chart-line",
  measure: "mdi:plus",
  report: "mdi:file-document-outline",
  data: "mdi:shield-account-outline",
  people: "mdi:account-heart-outline",
  home: "mdi:home-outline"
}, Os = 5e3;
class Ts extends D {
  constructor() {
    super(), this.backend = () => "", this.stop = null, this.spoken = "", this.follow = (t) => {
      if (t.ctrlKey || t.metaKey || t.shiftKey) return;
      const s = t.composedPath().find((i) => i instanceof HTMLAnchorElement)?.getAttribute("href") ?? "";
      s.startsWith(`${this.root}/`) && (t.preventDefault(), Oe(s), window.scrollTo(0, 0));
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
      Ne,
      w,
      x`
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
      }, Os);
    });
  }
  async fetchTexts(t) {
    this.spoken = t;
    const e = `./texts/${_e(t)}.json`, s = new URL(e, import.meta.url), [i] = await Promise.all([
      fetch(s).then((n) => n.json()),
      this.hass.loadBackendTranslation("selector", "digitalshadow"),
      this.hass.loadBackendTranslation("exceptions", "digitalshadow")
    ]);
    this.backend = await this.hass.loadBackendTranslation("entity", "digitalshadow"), this.texts = i;
  }
  get root() {
    return this.route?.prefix ?? "/digitalshadow";
  }
  render() {
    if (!this.texts) return h;
    const t = (o) => $(this.texts, o);
    if (!this.view)
      return r`${this.head(null, [], "")}<main>${this.failed ? r`<p class="card" role="alert">${t("not_running")}</p>` : r`<section class="card" aria-busy="true"><h2>${t("loading")}</h2><div class="block"></div></section>`}</main>`;
    const e = {
      hass: this.hass,
      view: this.view,
      texts: this.texts,
      backend: this.backend,
      prefix: this.root,
      path: this.route?.path.split("/").slice(2) ?? [],
      withdrawn: (o) => this.erased = o
    }, s = Me(this.view), i = this.route?.path.split("/")[1] ?? "", n = s.includes(i) ? i : s[0] ?? "";
    return r`${this.head(e, s, n)}
      ${this.hass.connected ? h : r`<p class="offline" role="status">${t("offline")}</p>`}
      <main>
        ${this.erased ? r`<section class="card" role="status"><h2>${t("data.gone")}</h2><p class="say">${t(this.erased.verified ? "data.gone.all" : "data.gone.left")}</p></section>` : h}
        ${n ? zs(n, e) : this.erased ? h : r`<p class="card">${t("nobody")}</p>`}
        <p class="help"><ha-icon icon="mdi:phone-in-talk"></ha-icon><span>${t("help")}</span></p>
      </main>`;
  }
  head(t, e, s) {
    const i = (n) => $(this.texts, n);
    return r`<header class="top">
      <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
      <h1>${i("panel")}</h1>
      <nav class="tabs" aria-label=${i("pages")} ?hidden=${e.length < 2}>
        ${e.map((n) => r`<a href="${this.root}/${n}" aria-current=${n === s ? "page" : h}><ha-icon icon=${Ms[n]}></ha-icon><span>${i(`page.${n}`)}</span></a>`)}
      </nav>
      ${t ? r`<digitalshadow-emergency .home=${t}></digitalshadow-emergency>` : h}
    </header>`;
  }
}
function zs(a, t) {
  switch (a) {
    case "today":
      return r`<digitalshadow-today .home=${t}></digitalshadow-today>`;
    case "trend":
      return r`<digitalshadow-trend .home=${t}></digitalshadow-trend>`;
    case "measure":
      return r`<digitalshadow-measure .home=${t}></digitalshadow-measure>`;
    case "report":
      return r`<digitalshadow-report .home=${t}></digitalshadow-report>`;
    case "data":
      return r`<digitalshadow-data .home=${t}></digitalshadow-data>`;
    case "people":
      return r`<digitalshadow-people .home=${t}></digitalshadow-people>`;
    case "home":
      return r`<digitalshadow-home .home=${t}></digitalshadow-home>`;
    default:
      return h;
  }
}
f("digitalshadow-panel", Ts);
export {
  Ts as Panel
};
