/** As `synonyms-es.ts`, for English. */
export const sameEn = `
  price, prices, cost, costs, pricing, rate, fee, how much, how much is, how much are, how much does, what do you charge
  hours, what time, what times, opening hours, opening times, business hours, schedule, how late, until when
  open, opens, opening
  close, closes, closing, closed
  where, address, located, location, directions, how do i get, how can i get, find you, your place
  pay, paying, payment, payment methods, ways to pay
  card, credit card, debit card, credit or debit, credit or debit cards
  delivery, deliver, delivers, delivered, ship, ships, shipping, bring it, to my house, to my door, to my place, to my neighborhood
  pickup, pick up, take away, takeaway, to go, collect
  gluten, gluten free, without gluten, celiac, coeliac, celiacs
  vegan, plant based
  job, jobs, hiring, vacancy, vacancies, work with you, work for you, work there, resume, employment, looking for staff, apply, job openings, job opening, open positions
  cake, cakes
  croissant, pastry, pastries, croisant
  order, orders, ordering
  booking, book, reserve, reservation, appointment
  password, wifi password
  parking, park, parking lot, car park
  discount, deal, deals, promo, special offer, offers
  refund, money back
  kids, kid, child, children, son, daughter
  birthday, birthdays
  sit, seat, seats, seating, table, tables
`;

export const kindsEn = `
  pay: card, cash, transfer, check, cheque, contactless, apple pay, google pay, mercado pago, paypal, venmo
  card: credit, debit, visa, mastercard, amex
  hours: open, close, holidays, weekend, sunday
  order: booking
  event: party, birthday, wedding, meeting, catering
  vegan: vegetarian
  bread: loaf, loaves
  pet: dog, cat
  coffee: breakfast, coffee shop
`;
